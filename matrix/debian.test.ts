import { expect, test } from 'vitest';
import { missingPackages } from './debian.ts';
import { versionsOf } from './libraries.ts';

const lasso = { name: 'lasso', debian: ['python3-lasso', 'python3-flask'] };

test('skips a library with a sentence that names the packages to install', () => {
  const onlyFlask = (name: string) => (name === 'python3-flask' ? '2.2.2' : undefined);
  expect(missingPackages(lasso, onlyFlask)).toBe(
    'Skipped lasso: on Debian 12, install python3-lasso with apt-get, then try again.',
  );
  expect(missingPackages(lasso, () => undefined)).toContain('python3-lasso python3-flask');
});

test('skips nothing when all packages are installed, or none is needed', () => {
  expect(missingPackages(lasso, () => '1.0')).toBeUndefined();
  expect(missingPackages({ name: 'samlify' }, () => undefined)).toBeUndefined();
});

test("names Debian's versions for Debian's packages, and npm's for the others", () => {
  const packages = ['no-such-package'];
  expect(versionsOf({ packages, debian: packages }, () => '1.2-3')).toEqual([
    'no-such-package 1.2-3',
  ]);
  expect(versionsOf({ packages }, () => '1.2-3')).toEqual(['no-such-package ?']);
});
