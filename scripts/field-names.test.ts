import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Methods of a form that its fields can hide: in the DOM, form.matches is the field whose name or id is "matches" (HTML 4.10.3, the named
 * properties of a form). Scripts, and Playwright's locators, then call a field.
 */
const methods = [
  ...['checkValidity', 'reportValidity', 'requestSubmit', 'reset', 'submit', 'blur', 'click'],
  ...['focus', 'after', 'animate', 'append', 'before', 'closest', 'contains', 'getAttribute'],
  ...['hasAttribute', 'matches', 'normalize', 'prepend', 'querySelector', 'remove', 'scroll'],
  ...['replaceWith', 'setAttribute', 'toggleAttribute', 'appendChild', 'cloneNode', 'when'],
  ...['addEventListener', 'dispatchEvent', 'getRootNode', 'insertBefore', 'pseudo'],
];

/** Where pages write the name or the id of a field. */
const given = /\b(?:name|id)="([A-Za-z]+)"|\bfield\('([A-Za-z]+)'\)/g;

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.tsx'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => !/\.test\.tsx$|(^|\/)testing\//.test(file));

const namesIn = (text: string) => [...text.matchAll(given)].map(([, one, other]) => one ?? other);

test('no field of a page hides a method of its form', () => {
  const found = files.flatMap((file) =>
    namesIn(readFileSync(posix.join(root, file), 'utf8'))
      .filter((name) => name !== undefined && methods.includes(name))
      .map((name) => `${file}: ${name}`),
  );
  expect(found).toEqual([]);
});

test('names are found in the ways that pages write them', () => {
  expect(
    namesIn(`<Checkbox name="matches" /> <Field {...field('submit')} /> <p id="reset">`),
  ).toEqual(['matches', 'submit', 'reset']);
});
