import { expect } from 'vitest';
import { statusCode } from '../../saml/names.ts';
import type { Seen } from './browser.ts';

/** Fails unless the page posts a response with status Success and an assertion. A NoPassive response, for one, fails. */
export function expectSignedIn({ aadsts, response = '' }: Seen): void {
  expect(aadsts, 'AADSTS error').toBeUndefined();
  expect(response, 'SAMLResponse').toContain(`<samlp:StatusCode Value="${statusCode.success}"`);
  expect(response, 'SAMLResponse').toContain('<Assertion ');
}
