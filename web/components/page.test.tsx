import { expect, test } from 'vitest';
import { assets } from '../assets.ts';
import { renderPage } from '../http/render.ts';
import { mockLabel } from '../http/site.ts';
import { Page } from './page.tsx';

const hostile = '</title><script>alert("x")</script>';

test('hostile text stays text in title, site name and content', () => {
  const html = renderPage(
    <Page title={hostile} site="idp" siteName={hostile}>
      {hostile}
    </Page>,
  );
  expect(html).not.toContain('<script');
  expect(html.match(/&lt;script/g)).toHaveLength(4); // title twice (page and site), header, content
});

test('a script that the page loads exists: the control of the test above', () => {
  const html = renderPage(
    <Page title="t" site="idp" siteName="s" scripts={['copy']}>
      x
    </Page>,
  );
  const address = /<script src="([^"]+)" defer/.exec(html)?.[1];
  expect(assets.get(address ?? '')?.type).toBe('text/javascript; charset=utf-8');
});

test.each(['idp', 'sp', 'lab'] as const)(
  'a page of %s has the mock label and its accent colour',
  (site) => {
    const html = renderPage(
      <Page title="t" site={site} siteName="s">
        x
      </Page>,
    );
    expect(html).toMatch(new RegExp(`^<!doctype html><html lang="en" data-site="${site}">`));
    expect(html).toContain(`<span class="mock-label">${mockLabel}</span>`);
  },
);
