import { expect, test } from 'vitest';
import { readHtmlPage } from './html-page.ts';

const url = 'http://sp.test/acs';

test.each([
  ['200,000 siblings', '<br>'.repeat(200_000)],
  ['200,000 levels', '<div>'.repeat(200_000)],
])('a page with %s is read', (_, content) => {
  const page = readHtmlPage(`<title>No</title><body>Refused ${content}`, url);
  expect([page.title, page.text]).toEqual(['No', 'Refused']);
});

test('a page is read up to 1 Mi characters', () => {
  const page = (before: number) =>
    readHtmlPage(`<body>${' '.repeat(before)}<p data-failed-check="audience">`, url).failedCheck;
  expect(page(1024 * 1024 - 100)).toBe('audience');
  expect(page(1024 * 1024)).toBeUndefined();
});
