import { expect, test } from 'vitest';
import { allCases } from '../../../catalogue/index.ts';
import { renderPage } from '../../../web/http/render.ts';
import { casePage, casesPage } from './pages.tsx';
import { searchCases } from './search.ts';

const urls = { lab: '', idp: 'http://localhost:4100', sp: 'http://localhost:4200' };
const now = new Date('2026-03-01T08:00:00.123Z');
/** The list for a query string. */
const list = (query: string) => {
  const parameters = new URLSearchParams(query);
  return renderPage(casesPage((name) => parameters.get(name) ?? '', 'TOKEN'));
};
const page = async (id: string) => renderPage(await casePage(id, { urls, now, token: 'TOKEN' }));

const everything = { query: '', group: '', severity: '', verdict: '', all: true } as const;

test('the search requires all words, in any field and any letter case', () => {
  const ids = (query: string) =>
    searchCases(allCases, { ...everything, query }).map(({ id }) => id);
  expect(ids('')).toHaveLength(allCases.length);
  expect(ids('XSW3')).toEqual(['xsw3']);
  expect(ids('critical nameid edited')).toContain('sig-tampered-nameid');
  expect(ids('cve-2017-11427')).toContain('xml-comment-nameid');
  expect(ids('nameid no-such-word')).toEqual([]);
});

test('the list has the cases that can be shown by hand, and all cases on request', () => {
  expect(list('')).toContain('/cases/sig-tampered-nameid');
  expect(list('')).not.toContain('/cases/web-double-post');
  expect(list('all=1')).toContain('/cases/web-double-post');
  expect(list('q=%3Cb%3E')).toContain('No case matches');
  expect(list('q=%3Cb%3E')).not.toContain('<b>');
});

test('filters narrow the list, unknown values do not; each group that is left has a link', () => {
  const shown = (query: string) =>
    [...list(query).matchAll(/<a href="\/cases\/([^"]+)"><code>/g)].map(([, id]) => id);
  const expected = (is: (each: (typeof allCases)[number]) => boolean) =>
    allCases.filter(is).map(({ id }) => id);
  expect(shown('all=1&group=cond')).toEqual(expected(({ group }) => group === 'cond'));
  expect(shown('all=1&severity=low&verdict=accept')).toEqual(
    expected(({ severity, verdict }) => severity === 'low' && verdict === 'accept'),
  );
  expect(shown('all=1&group=toString&severity=x')).toHaveLength(allCases.length);
  expect(list('')).toContain('<a href="#xsw">Signature wrapping');
  expect(list('')).toContain('id="xsw"');
  expect(list('group=cond')).not.toContain('aria-label="Groups"');
});

test('every case has a page, which offers to arm it or says why not', async () => {
  for (const { id, title, basis, fix } of allCases) {
    const html = await page(id);
    expect(html, id).toContain(`<h1>${id}</h1>`);
    const text = html.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&quot;', '"');
    for (const each of [title, fix, ...basis]) expect(text, id).toContain(each);
    expect(
      html.includes('Spoil the next sign-in with this') || html.includes('Cannot be shown by hand'),
      id,
    ).toBe(true);
    expect(html.length, id).toBeLessThan(200_000);
  }
});

test('the page marks the change before and after', async () => {
  const html = await page('cond-audience-wrong');
  expect(html).toContain('class="tree-altered"');
  expect(html).toContain('tree-signed');
  expect(html).toMatch(/name="run" value="cond-audience-wrong(?:#1)?"/);
});

test('an unknown case has no page', async () => {
  await expect(page('no-such')).rejects.toMatchObject({ code: 'unknown_case', status: 404 });
});
