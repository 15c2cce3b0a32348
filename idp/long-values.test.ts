import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInput } from '../input/invalid-input.ts';
import { randomLetters, wideLetters } from '../store/testing/long-text.ts';
import { everybody } from './conditional-access/testing/everybody.ts';
import { Browser, redirectTo } from './testing/browser.ts';
import {
  authnRequest,
  type Contoso,
  contoso,
  type RequestParts,
  tenantId,
} from './testing/contoso.ts';

let lab: Contoso;
beforeAll(async () => {
  lab = await contoso();
});
afterAll(() => lab.idp.close());

const lengths = [20, 60, 64, 113, 120, 128, 200, 255, 256, 512, 1_000, 1_024, 2_000, 5_000, 20_000];
const texts = () =>
  lengths.flatMap((length) => [randomLetters(length), wideLetters(length).slice(0, length)]);

describe('a request with a value that no index could carry', () => {
  test.each([600, 5_000, 30_000])('an ID of %d letters is answered', async (length) => {
    const ID = `_${randomLetters(length)}`;
    const browser = new Browser(lab.idp.app);
    const page = await browser.get(redirectTo(authnRequest({ attributes: { ID } })));
    const answered = await browser.signIn(page);
    expect(answered.response).toContain(`InResponseTo="${ID}"`);
  });

  test.each<[string, (text: string) => RequestParts, number]>([
    ['Issuer', (issuer) => ({ issuer }), 400],
    [
      'ACS URL',
      (text) => ({ attributes: { AssertionConsumerServiceURL: `https://a/${text}` } }),
      400,
    ],
    ['Destination', (text) => ({ attributes: { Destination: `https://a/${text}` } }), 200],
    ['ProviderName', (text) => ({ attributes: { ProviderName: text } }), 200],
    ['NameID of the Subject', (subject) => ({ subject }), 400],
    ['AuthnContextClassRef', (text) => ({ comparison: 'exact', classRefs: [`urn:${text}`] }), 200],
  ])('%s', async (_name, parts, status) => {
    for (const text of [randomLetters(4_000), wideLetters(4_000)]) {
      const browser = new Browser(lab.idp.app);
      const page = await browser.get(redirectTo(authnRequest(parts(text))));
      expect(page.status).toBe(status);
    }
  });

  test('a long user name in the form', async () => {
    for (const loginfmt of [randomLetters(4_000), `${wideLetters(3_000)}@contoso.com`]) {
      const browser = new Browser(lab.idp.app);
      const page = await browser.get(redirectTo(authnRequest()));
      const answer = await browser.submit(page, { loginfmt });
      expect(answer.status).toBe(200);
    }
  });
});

test('what an administrator saves is stored, or refused by its name', async () => {
  const { directory } = lab.idp;
  const { userId, servicePrincipalId } = lab;
  const guid = () => crypto.randomUUID();
  const name = () => `${randomLetters(12)}@contoso.com`;
  const person = () => ({
    ...{ tenantId, userPrincipalName: name(), displayName: 'A', password: 'Correct-Horse-1' },
  });
  await directory.createDomain(tenantId, 'fed.example');
  const [{ certificate: signingCertificate = '' } = {}] =
    await directory.signingCertificates(servicePrincipalId);
  const properties = ['displayName', 'givenName', 'surname', 'mail', 'mailNickname'] as const;
  const writes: Record<string, (text: string) => Promise<unknown>> = {
    'name of a tenant': (text) =>
      directory.createTenant({ id: guid(), displayName: text, domain: `${guid()}.com` }),
    'domain of a tenant': (text) =>
      directory.createTenant({ id: guid(), displayName: 'A', domain: `${text}.com` }),
    domain: (text) => directory.createDomain(tenantId, `${text}.com`),
    issuerUri: (text) =>
      directory.federateDomain(tenantId, 'fed.example', {
        issuerUri: `urn:${text}`,
        passiveSignInUri: 'https://idp.example',
        signingCertificate,
      }),
    passiveSignInUri: (text) =>
      directory.federateDomain(tenantId, 'fed.example', {
        issuerUri: 'urn:idp',
        passiveSignInUri: `https://idp.example/${text}`,
        signingCertificate,
      }),
    userPrincipalName: (text) =>
      directory.createUser({ ...person(), userPrincipalName: `${text}@contoso.com` }),
    ...Object.fromEntries(
      [...properties, 'onPremisesImmutableId'].map((property) => [
        property,
        (text: string) =>
          directory.createUser({
            ...person(),
            [property]: property === 'mail' ? `${text}@a.example` : text,
          }),
      ]),
    ),
    'name of a user': (text) => directory.updateUser(userId, { displayName: text }),
    'address of a guest': (text) =>
      directory.createInvitation(tenantId, { invitedUserEmailAddress: `${text}@other.example` }),
    'name of a guest': (text) =>
      directory.createInvitation(tenantId, {
        invitedUserEmailAddress: `${randomLetters(9)}@other.example`,
        invitedUserDisplayName: text,
      }),
    'name of a group': (text) => directory.createGroup({ tenantId, displayName: text }),
    'name of a policy': (text) =>
      directory.createPolicy(tenantId, {
        ...{ displayName: text, state: 'disabled', conditions: everybody, grantControl: 'mfa' },
      }),
    'name of an application': (text) => directory.addApplication({ tenantId, displayName: text }),
    identifier: (text) =>
      directory.configureSaml(servicePrincipalId, {
        identifierUris: [`https://a.example/${text}`],
        replyUrls: ['https://a.example/acs'],
      }),
    'reply URL': (text) =>
      directory.configureSaml(servicePrincipalId, {
        identifierUris: ['https://a.example'],
        replyUrls: [`https://a.example/${text}`],
      }),
    'authentication method': (text) =>
      directory.addAuthenticationMethod(userId, {
        ...{ type: 'windowsHelloForBusiness', displayName: text },
      }),
  };
  for (const [what, write] of Object.entries(writes)) {
    let stored = 0;
    for (const text of texts())
      await write(text).then(
        () => {
          stored += 1;
        },
        (error) => expect({ what, error }).toEqual({ what, error: expect.any(InvalidInput) }),
      );
    expect({ what, stored: stored > 0 }).toEqual({ what, stored: true });
  }
});
