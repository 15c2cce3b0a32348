import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assets, styleUrl } from './assets.ts';

test('every file of web/assets/ is served, and only once', () => {
  const files = readdirSync(new URL('./assets/', import.meta.url));
  const css = files.filter((name) => name.endsWith('.css'));
  const size = (url: string) => assets.get(url)?.body.toString() ?? '';
  expect(css.length).toBeGreaterThan(0);
  for (const mark of [
    '--accent-fill:',
    '.site-header',
    '.button-primary',
    '.card',
    '.checks',
    '.tabs',
    '@media print',
    '.moveOffScreen',
  ])
    expect(size(styleUrl)).toContain(mark);
  expect(assets.size).toBe(files.length - css.length + 1);
});
