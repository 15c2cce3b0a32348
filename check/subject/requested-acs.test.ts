import { expect, test } from 'vitest';
import type { AuthnRequest } from '../../saml/authn-request.ts';
import { binding } from '../../saml/names.ts';
import { acsFor } from './requested-acs.ts';

const at = (path: string, index: number, kind: keyof typeof binding = 'post') => ({
  binding: binding[kind],
  location: `http://localhost:8080${path}`,
  index,
  isDefault: index === 0,
});
const described = {
  acs: [at('/acs', 0), at('/second', 1), at('/artifact', 2, 'artifact')],
  postAcs: 'http://localhost:8080/acs',
};
const answerAt = (names: Partial<AuthnRequest>) =>
  acsFor(
    {
      id: '_1',
      forceAuthn: false,
      isPassive: false,
      hasSubject: false,
      scoping: [],
      hasSignature: false,
      ...names,
    },
    described,
    new Set(['http://localhost:8080']),
  );

test.each([
  ['nothing', {}, '/acs'],
  [
    'a URL of the metadata',
    { assertionConsumerServiceURL: 'http://localhost:8080/second' },
    '/second',
  ],
  [
    'a URL of its site',
    { assertionConsumerServiceURL: 'http://localhost:8080/hidden?x=1' },
    '/hidden?x=1',
  ],
  ['an index', { assertionConsumerServiceIndex: 1 }, '/second'],
])('a request that names %s is answered there', (_, names, path) => {
  expect(answerAt(names)).toBe(`http://localhost:8080${path}`);
});

test.each([
  [
    'a URL elsewhere',
    { assertionConsumerServiceURL: 'https://sp.example.test/acs' },
    /sp\.example\.test\/acs/,
  ],
  ['an unknown index', { assertionConsumerServiceIndex: 99 }, /Index="99"/],
  ['the index of another binding', { assertionConsumerServiceIndex: 2 }, /Index="2"/],
])('a request that names %s ends the check', (_, names, message) => {
  expect(() => answerAt(names)).toThrow(expect.objectContaining({ code: 'unknown_acs' }));
  expect(() => answerAt(names)).toThrow(message);
});
