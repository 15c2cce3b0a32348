import { expect, test } from 'vitest';
import { readHtmlPage } from './html-page.ts';

const url = 'http://sp.test/acs';

test.each([
  ['200,000 siblings', '<br>'.repeat(200_000)],
  ['200,000 levels', '<div>'.repeat(200_000)],
])('reads a page with %s', (_, content) => {
  const page = readHtmlPage(`<title>No</title><body>Refused ${content}`, url);
  expect([page.title, page.text]).toEqual(['No', 'Refused']);
});

test('reads a page up to 1 Mi characters', () => {
  const page = (before: number) =>
    readHtmlPage(`<body>${' '.repeat(before)}<p data-failed-check="audience">`, url).failedCheck;
  expect(page(1024 * 1024 - 100)).toBe('audience');
  expect(page(1024 * 1024)).toBeUndefined();
});

test('a form has the fields that a browser would submit untouched', () => {
  const form = `<form action="/next"><input name="a" value="1"><input type="checkbox" name="b"><input type="submit" name="c">
    <textarea name="d">two\nlines</textarea>
    <select name="e"><option value="x">X<option> Y <option value="z" selected>Z</select>
    <select name="f"><option value="first">1<option>2</select>
    <select name="g" multiple><option selected> p <option>q<option selected>r</select>`;
  expect(readHtmlPage(form, url).forms).toMatchObject([
    {
      action: 'http://sp.test/next',
      controls: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      fields: [
        ['a', '1'],
        ['d', 'two\nlines'],
        ['e', 'z'],
        ['f', 'first'],
        ['g', 'p'],
        ['g', 'r'],
      ],
    },
  ]);
});
