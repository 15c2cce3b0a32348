import { beforeEach, expect, test } from 'vitest';
import {
  addressOf,
  signedParameters,
  signedRedirect,
} from '../single-sign-on/testing/signed-request.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { serviceProviderKey } from '../testing/service-provider-key.ts';
import { logoutRequest, open, peakon, signOutBy, withLogoutUrl } from './testing/participants.ts';

const lab = contosoForEachTest();
const own = await serviceProviderKey('CN=own');
const stranger = await serviceProviderKey('CN=stranger');
beforeEach(() => withLogoutUrl(lab));

test('where an application requires signed requests, its LogoutRequest must be signed as well', async () => {
  const { directory } = lab.idp;
  const id = lab.servicePrincipalId;
  await open(lab.browser, peakon);
  await directory.importVerificationCertificate(id, own.file);
  await directory.setRequestSignatureVerification(id, { isSignedRequestRequired: true });
  const xml = logoutRequest();
  expect((await signOutBy(lab.browser)).aadsts).toBe(76021);
  expect((await lab.browser.get(signedRedirect(stranger, { xml }))).aadsts).toBe(76023);
  const added = addressOf([...signedParameters(own.privateKey, { xml }), 'RelayState=x']);
  expect((await lab.browser.get(added)).aadsts).toBe(76023);
  expect(lab.exchanges.all().at(-1)).toMatchObject({ refusal: { code: 'AADSTS76023' } });
  expect((await lab.browser.get(signedRedirect(own, { xml }))).status).toBe(303);
});

test('elsewhere a signature of a LogoutRequest is not looked at', async () => {
  await open(lab.browser, peakon);
  expect((await lab.browser.get(signedRedirect(stranger, { xml: logoutRequest() }))).status).toBe(
    303,
  );
});
