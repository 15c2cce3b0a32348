import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sampleExchange } from '../testing/sample.ts';
import { exchangeHtml } from './exchange-html.tsx';

test('one file that loads nothing and allows only its own style', async () => {
  const html = exchangeHtml(await sampleExchange());
  const [, style = ''] = /<style>(.*)<\/style>/s.exec(html) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(html).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'; base-uri`);
  expect(html).not.toMatch(/<script|<link|<img| src=|@import|url\(/);
  expect(html).not.toMatch(/ style="/); // the policy would ignore it
  expect(html).toContain('Peakon asked to sign in as');
});

test('nothing of an exchange becomes markup', async () => {
  const hostile = '</title><script>alert(1)</script>';
  const html = exchangeHtml(
    await sampleExchange({
      application: { name: hostile },
      user: hostile,
      refusal: { by: 'sp', code: hostile, message: hostile, whatToDo: hostile },
    }),
  );
  expect(html).toContain('&lt;script>alert(1)');
  expect(html).not.toContain('<script');
});
