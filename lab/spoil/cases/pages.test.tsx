import { expect, test } from 'vitest';
import { allCases } from '../../../catalogue/index.ts';
import { renderPage } from '../../../web/http/render.ts';
import { casePage, casesPage } from './pages.tsx';
import { searchCases } from './search.ts';

const urls = { lab: '', idp: 'http://localhost:4100', sp: 'http://localhost:4200' };
const now = new Date('2026-03-01T08:00:00.123Z');
const list = (query: string, all = false) => renderPage(casesPage({ query, all, token: 'TOKEN' }));
const page = async (id: string) => renderPage(await casePage(id, { urls, now, token: 'TOKEN' }));

test('the search requires all words, in any field and any letter case', () => {
  const ids = (query: string) => searchCases(allCases, query).map(({ id }) => id);
  expect(ids('')).toHaveLength(allCases.length);
  expect(ids('XSW3')).toEqual(['xsw3']);
  expect(ids('critical nameid edited')).toContain('sig-tampered-nameid');
  expect(ids('cve-2017-11427')).toContain('xml-comment-nameid');
  expect(ids('nameid no-such-word')).toEqual([]);
});

test('the list has the cases that can be shown by hand, and all cases on request', () => {
  expect(list('')).toContain('/cases/sig-tampered-nameid');
  expect(list('')).not.toContain('/cases/web-double-post');
  expect(list('', true)).toContain('/cases/web-double-post');
  expect(list('<b>')).toContain('No case matches all of these words');
  expect(list('<b>')).not.toContain('<b>');
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
