import { expect, test } from 'vitest';
import { redirectTo } from './browser.ts';
import { authnRequest } from './contoso.ts';
import { contosoForEachTest } from './contoso-for-each-test.ts';
import { expectSignedIn } from './expect-signed-in.ts';

const lab = contosoForEachTest();

test('passes for an assertion; fails for a sign-in page, an error page and a NoPassive response', async () => {
  const passive = redirectTo(authnRequest({ attributes: { IsPassive: 'true' } }));
  const noPassive = await lab.browser.get(passive);
  expect(noPassive.response).toContain('NoPassive');
  expect(() => expectSignedIn(noPassive)).toThrow("to contain '<samlp:StatusCode");

  const asked = await lab.browser.get(redirectTo(authnRequest()));
  expect(() => expectSignedIn(asked)).toThrow('SAMLResponse');
  const refused = await lab.browser.get(redirectTo(authnRequest({ issuer: 'urn:x' })));
  expect(() => expectSignedIn(refused)).toThrow('AADSTS');

  expectSignedIn(await lab.browser.signIn(asked));
});
