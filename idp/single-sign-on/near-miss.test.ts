import { expect, test } from 'vitest';
import { nearMiss } from './near-miss.ts';

const name = 'https://sp.example.test:8443/saml/metadata';

test.each([
  [`${name}/`, 'a slash at the end'],
  ['https://sp.example.test:8443/SAML/metadata', 'letter case'],
  ['http://sp.example.test:8443/saml/metadata', 'the scheme (http or https)'],
  ['https://sp.example.test/saml/metadata', 'the port'],
  ['https://sp.example.test:443/saml/metadata', 'the port'],
  [` ${name}\n`, 'white space'],
  ['https://sp.example.test:8443/saml%2Fmetadata', '%20 or another percent-encoded character'],
  ['HTTPS://sp.example.test:8443/saml/metadata', 'letter case'],
  [
    'http://sp.example.test:8443/saml/Metadata/',
    'letter case, a slash at the end and the scheme (http or https)',
  ],
])('%j differs in %s', (other, difference) => {
  expect(nearMiss(other, name)).toBe(difference);
  expect(nearMiss(name, other)).toBe(difference);
});

test('%20 and a blank', () => {
  const difference = nearMiss('https://b.example.test/a%20b', 'https://b.example.test/a b');
  expect(difference).toBe('%20 or another percent-encoded character');
});

test.each([name, 'https://sp.example.test:8443/saml/metadata2', 'https://other.example.test/', ''])(
  '%j is the same, or another name',
  (other) => {
    expect(nearMiss(other, name)).toBeUndefined();
  },
);
