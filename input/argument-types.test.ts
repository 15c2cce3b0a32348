import { expect, test } from 'vitest';
import { type ArgumentTypes, requireTypes } from './argument-types.ts';

interface Sample {
  name: string;
  enabled?: boolean | undefined;
  uris?: readonly string[] | undefined;
  notAfter?: Date | undefined;
}

const types: ArgumentTypes<Sample> = {
  name: 'string',
  enabled: 'boolean?',
  uris: 'string[]?',
  notAfter: 'date?',
};

/** As a JavaScript caller would: without the compiler. */
const check = (values: unknown) => requireTypes(values as Sample, types);

test('accepts the right types, and optional properties that are absent', () => {
  expect(check({ name: '' })).toBeUndefined();
  const notAfter = new Date();
  expect(check({ name: 'x', enabled: false, uris: ['a'], notAfter })).toBeUndefined();
  expect(check({ name: 'x', enabled: undefined })).toBeUndefined();
  expect(check({ name: '\ud83d\ude00', uris: ['\ud83d\ude00'] })).toBeUndefined();
});

test.each<[given: unknown, property: string, code: string, says: string]>([
  [{ name: 5 }, 'name', 'type', 'name must be a string.'],
  [{}, 'name', 'type', 'name must be a string.'],
  [{ name: null }, 'name', 'type', 'name must be a string.'],
  [{ name: 'x', enabled: 'no' }, 'enabled', 'type', 'enabled must be true or false.'],
  [{ name: 'x', uris: 'urn:x' }, 'uris', 'type', 'uris must be a list of strings.'],
  [{ name: 'x', uris: [1] }, 'uris', 'type', 'uris must be a list of strings.'],
  [{ name: 'x', uris: new Array(2) }, 'uris', 'type', 'uris must be a list of strings.'],
  [{ name: 'a\ud800' }, 'name', 'unicode', 'name contains half of a surrogate pair'],
  [{ name: 'x', uris: ['a', '\udc00'] }, 'uris', 'unicode', 'uris contains half of'],
  [{ name: 'x', notAfter: new Date('?') }, 'notAfter', 'type', 'notAfter must be a valid Date.'],
  [{ name: 'x', nmae: 'y' }, 'nmae', 'unknown_property', 'no property nmae; did you mean name?'],
  [{ name: 'x', zzz: 'y' }, 'zzz', 'unknown_property', 'There is no property zzz; the properties'],
  [undefined, '', 'type', 'The argument must be an object.'],
  [['x'], '', 'type', 'The argument must be an object.'],
])('refuses %o on "%s"', (given, property, code, says) => {
  expect(() => check(given)).toThrow(
    expect.objectContaining({
      name: 'InvalidInput',
      faults: [{ property, code, message: expect.stringContaining(says) }],
    }),
  );
});

test('reports every wrong type together', () => {
  expect(() => check({ name: 1, enabled: 1 })).toThrow(
    expect.objectContaining({
      faults: [
        expect.objectContaining({ property: 'name' }),
        expect.objectContaining({ property: 'enabled' }),
      ],
    }),
  );
});
