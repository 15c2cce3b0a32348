import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { nameIdFormat } from '../../saml/names.ts';
import { HttpClient } from '../../web/testing/http-client.ts';
import { altered } from './testing/altered.ts';
import { startContoso } from './testing/contoso.ts';
import { inBase64, postedResponseOn } from './testing/posted-response.ts';
import { samlifyIdentityProvider } from './testing/samlify-idp.ts';

const contoso = await startContoso();
afterAll(() => contoso.close());

test('samlify signs in the users of a federated domain, with our metadata as a service provider', async () => {
  const idp = await samlifyIdentityProvider(await contoso.federationMetadata());
  const nameId = randomUUID();
  const { appId } = await contoso.addApplication();
  const user = await contoso.federate(idp, { appId, immutableId: nameId });
  const browser = new HttpClient();
  const { inResponseTo, relayState } = await contoso.startFederatedSignIn(browser, appId, user);

  const answer = await idp.issue({
    nameId,
    inResponseTo,
    nameIdFormat: nameIdFormat.persistent,
  });
  const forged = inBase64(altered(Buffer.from(answer, 'base64').toString(), nameId));
  expect(
    await contoso.receive(browser, { SAMLResponse: forged, RelayState: relayState }),
  ).toContain('AADSTS50006');
  expect(
    await contoso.receive(browser, { SAMLResponse: answer, RelayState: relayState }),
  ).toContain('Stay signed in?');
  const { xml } = postedResponseOn(await browser.submit({ LoginOptions: '0' }));
  expect(xml).toContain(`>${user}</NameID>`);
  expect(xml).toContain('ac:classes:PasswordProtectedTransport</AuthnContextClassRef>');
});
