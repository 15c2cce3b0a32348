import { expect, test } from 'vitest';
import { toBase64 } from '../../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import { inflateRedirect } from '../../saml/bindings/redirect.ts';
import { element, wire, type XmlElement } from '../../saml/canonical-writer.ts';
import { nameIdFormat, ns } from '../../saml/names.ts';
import { signEnveloped } from '../../saml/sign.ts';
import { Browser, redirectTo, type Seen } from '../testing/browser.ts';
import {
  authnRequest,
  bSimon,
  globalAdministrator,
  password,
  tenantId,
} from '../testing/contoso.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';
import {
  comeBack,
  domain,
  federatedContosoForEachTest,
  fedUser,
  goToIdentityProvider,
  identityProviderIn,
  immutableId,
  signInThere,
} from './testing/federated-contoso.ts';

const lab = federatedContosoForEachTest();
const ACS = 'http://localhost:4100/login.srf';
const issuer = 'https://idp.adatum.com/saml';
const keys = makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });
const otherKeys = makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });

const certificateOf = (key: SigningKey) => toBase64(key.certificate);
const signerOf = (key: SigningKey) => ({
  privateKey: key.privateKey,
  certificateBase64: certificateOf(key),
});

/** A sign-in that waits for the answer of the identity provider. */
interface Waiting {
  browser: Browser;
  requestId: string;
  relayState: string;
}

/** Federates the domain with an identity provider whose key is in the hands of this test, and begins a sign-in there. */
async function waiting(browser = lab.browser): Promise<Waiting> {
  await lab.idp.directory.federateDomain(tenantId, domain, {
    issuerUri: issuer,
    passiveSignInUri: 'https://idp.adatum.com/sso',
    signingCertificate: certificateOf(await keys),
  });
  const page = await browser.submit(await browser.get(redirectTo(authnRequest())), {
    loginfmt: fedUser,
  });
  const { searchParams } = new URL(identityProviderIn(page));
  const xml = Buffer.from(inflateRedirect(searchParams.get('SAMLRequest') ?? '')).toString();
  return {
    browser,
    requestId: /ID="([^"]+)"/.exec(xml)?.[1] ?? '',
    relayState: searchParams.get('RelayState') ?? '',
  };
}

interface Parts {
  issuer?: string;
  responseIssuer?: string;
  destination?: string;
  nameId?: string;
  format?: string;
  audience?: string;
  recipient?: string;
  inResponseTo?: string | undefined;
  envelopeInResponseTo?: string;
  notBefore?: string;
  notOnOrAfter?: string;
  confirmationEnds?: string;
  statement?: boolean;
  classRef?: string;
}

function assertionOf(requestId: string, parts: Parts): XmlElement {
  const later = '2026-03-01T09:00:00.000Z';
  return element(
    'Assertion',
    {
      ID: '_assertion',
      IssueInstant: '2026-03-01T08:00:00.000Z',
      Version: '2.0',
      xmlns: ns.assertion,
    },
    element('Issuer', {}, parts.issuer ?? issuer),
    element(
      'Subject',
      {},
      element(
        'NameID',
        { Format: parts.format ?? nameIdFormat.persistent },
        parts.nameId ?? immutableId,
      ),
      element(
        'SubjectConfirmation',
        { Method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer' },
        element('SubjectConfirmationData', {
          InResponseTo: 'inResponseTo' in parts ? parts.inResponseTo : requestId,
          NotOnOrAfter: parts.confirmationEnds ?? later,
          Recipient: parts.recipient ?? ACS,
        }),
      ),
    ),
    element(
      'Conditions',
      { NotBefore: parts.notBefore, NotOnOrAfter: parts.notOnOrAfter ?? later },
      element(
        'AudienceRestriction',
        {},
        element('Audience', {}, parts.audience ?? 'urn:federation:MicrosoftOnline'),
      ),
    ),
    parts.statement === false
      ? undefined
      : element(
          'AuthnStatement',
          { AuthnInstant: '2026-03-01T08:00:00.000Z' },
          element(
            'AuthnContext',
            {},
            element(
              'AuthnContextClassRef',
              {},
              parts.classRef ?? 'urn:oasis:names:tc:SAML:2.0:ac:classes:Kerberos',
            ),
          ),
        ),
  );
}

const responseOf = (requestId: string, parts: Parts, ...children: XmlElement[]): XmlElement =>
  element(
    'samlp:Response',
    {
      ID: '_response',
      Version: '2.0',
      IssueInstant: '2026-03-01T08:00:00.000Z',
      Destination: parts.destination ?? ACS,
      InResponseTo: parts.envelopeInResponseTo ?? parts.inResponseTo ?? requestId,
      'xmlns:samlp': ns.protocol,
    },
    element('Issuer', { xmlns: ns.assertion }, parts.responseIssuer ?? parts.issuer ?? issuer),
    element(
      'samlp:Status',
      {},
      element('samlp:StatusCode', { Value: 'urn:oasis:names:tc:SAML:2.0:status:Success' }),
    ),
    ...children,
  );

/** The XML of a Response with a signed Assertion. */
async function signedResponse(
  { requestId }: Pick<Waiting, 'requestId'>,
  parts: Parts = {},
  key?: SigningKey,
): Promise<string> {
  const signer = signerOf(key ?? (await keys));
  const assertion = await signEnveloped(assertionOf(requestId, parts), { key: signer });
  return wire(responseOf(requestId, parts, assertion));
}

const send = (
  { browser, relayState }: Pick<Waiting, 'browser' | 'relayState'>,
  xml: string,
): Promise<Seen> =>
  browser.post(
    '/login.srf',
    { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState },
    { origin: 'https://idp.adatum.com', 'sec-fetch-site': 'cross-site' },
  );

/** The unaltered Response signs in: what was refused before was refused for its fault alone. */
async function expectControl(sign: Waiting): Promise<Seen> {
  const stay = await send(sign, await signedResponse(sign));
  const done = await sign.browser.submit(stay, { LoginOptions: '0' });
  expectSignedIn(done);
  return done;
}

test('the control: class and first reference are what the identity provider named', async () => {
  const { response } = await expectControl(await waiting());
  expect(response).toContain(
    '<AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Kerberos<',
  );
  expect(response).toContain(
    'authnmethodsreferences"><AttributeValue>urn:oasis:names:tc:SAML:2.0:ac:classes:Kerberos<',
  );
});

test.each<[what: string, parts: Parts, code: number, cause: string]>([
  [
    'an issuer that no domain has',
    { issuer: 'https://idp.other.com' },
    50107,
    'https://idp.other.com',
  ],
  [
    'an assertion of another issuer',
    { issuer: 'https://idp.other.com', responseIssuer: issuer },
    50107,
    'https://idp.other.com',
  ],
  [
    'another Audience',
    { audience: 'https://sp.example.com' },
    500089,
    'The Audience is https://sp.example.com',
  ],
  [
    'another Recipient',
    { recipient: 'https://sp.example.com/acs' },
    500089,
    'The Recipient is https://sp.example.com/acs',
  ],
  [
    'another Destination',
    { destination: 'https://sp.example.com/acs' },
    500089,
    'The Destination is',
  ],
  ['no InResponseTo', { inResponseTo: undefined }, 500089, 'no InResponseTo'],
  ['an InResponseTo that nobody sent', { inResponseTo: '_other' }, 500089, 'no request _other'],
  [
    'another InResponseTo in the envelope',
    { envelopeInResponseTo: '_other' },
    500089,
    'The Response has InResponseTo _other',
  ],
  [
    'a confirmation that is over',
    { confirmationEnds: '2026-03-01T07:55:00.000Z' },
    500089,
    'NotOnOrAfter of the SubjectConfirmationData was',
  ],
  [
    'conditions that are over',
    { notOnOrAfter: '2026-03-01T07:55:00.000Z' },
    500089,
    'NotOnOrAfter of the Conditions was',
  ],
  ['conditions that begin later', { notBefore: '2026-03-01T08:05:01.000Z' }, 500089, 'valid from'],
  ['an instant that is none', { notOnOrAfter: 'tomorrow' }, 500089, 'no instant'],
  ['no AuthnStatement', { statement: false }, 500089, 'no AuthnStatement'],
  ['another NameID format', { format: nameIdFormat.emailAddress }, 500089, 'has the Format'],
  [
    'an immutable ID that nobody has',
    { nameId: 'other' },
    51004,
    'The user account other does not exist',
  ],
  [
    'an immutable ID in other letter case',
    { nameId: immutableId.toLowerCase() },
    51004,
    'does not exist',
  ],
  ['the user principal name as NameID', { nameId: fedUser }, 51004, 'does not exist'],
])(
  '%s is refused, and the right Response is accepted afterwards',
  async (_, parts, code, cause) => {
    const sign = await waiting();
    const refused = await send(sign, await signedResponse(sign, parts));
    expect(refused.aadsts).toBe(code);
    expect(refused.body.replaceAll('&#39;', "'")).toContain(cause);
    await expectControl(sign);
  },
);

test.each<[what: string, code: number, make: (sign: Waiting) => Promise<string>]>([
  [
    'unsigned',
    50008,
    async ({ requestId }) => wire(responseOf(requestId, {}, assertionOf(requestId, {}))),
  ],
  [
    'signed by a key that is not configured, with the configured certificate in KeyInfo',
    500081,
    async ({ requestId }) => {
      const key = {
        privateKey: (await otherKeys).privateKey,
        certificateBase64: certificateOf(await keys),
      };
      const assertion = await signEnveloped(assertionOf(requestId, {}), { key });
      return wire(responseOf(requestId, {}, assertion));
    },
  ],
  [
    'signed by a key that is not configured',
    500081,
    async (sign) => signedResponse(sign, {}, await otherKeys),
  ],
  [
    'changed after it was signed',
    50006,
    async (sign) =>
      (await signedResponse(sign, { nameId: 'somebody' })).replace(
        '>somebody<',
        `>${immutableId}<`,
      ),
  ],
  [
    'signed as a Response only',
    50008,
    async ({ requestId }) =>
      wire(
        await signEnveloped(responseOf(requestId, {}, assertionOf(requestId, {})), {
          key: signerOf(await keys),
        }),
      ),
  ],
  [
    'wrapped: the signed assertion is inside a forged one',
    50008,
    async (sign) => {
      const signed = await signedResponse(sign, { nameId: 'somebody' });
      const [assertion = ''] = /<Assertion .*<\/Assertion>/.exec(signed) ?? [];
      const forged = wire(assertionOf(sign.requestId, {}))
        .replace('ID="_assertion"', 'ID="_forged"')
        .replace('<Subject>', () => `<Advice>${assertion}</Advice><Subject>`);
      return signed.replace(assertion, () => forged);
    },
  ],
  [
    'wrapped: a forged assertion before the signed one',
    50008,
    async (sign) =>
      (await signedResponse(sign, { nameId: 'somebody' })).replace(
        '<Assertion ',
        () =>
          `${wire(assertionOf(sign.requestId, {})).replace('ID="_assertion"', 'ID="_forged"')}<Assertion `,
      ),
  ],
  [
    'failed: InvalidNameIDPolicy',
    500082,
    async (sign) => (await signedResponse(sign)).replace('status:Success', 'status:Requester'),
  ],
  ['without an assertion', 500082, async ({ requestId }) => wire(responseOf(requestId, {}))],
  ['with a document type', 75005, async (sign) => `<!DOCTYPE x>${await signedResponse(sign)}`],
  ['an AuthnRequest', 75005, async () => authnRequest()],
  ['no XML', 75005, async () => 'no XML'],
])('a Response that is %s is refused with AADSTS%i', async (_, code, make) => {
  const sign = await waiting();
  expect((await send(sign, await make(sign))).aadsts).toBe(code);
  await expectControl(sign);
});

test('a comment in the NameID does not cut it off', async () => {
  const { directory } = lab.idp;
  await directory.createUser({
    tenantId,
    userPrincipalName: `x@${domain}`,
    displayName: 'X',
    password,
    onPremisesImmutableId: `${immutableId}.evil`,
  });
  const sign = await waiting();
  const xml = await signedResponse(sign, { nameId: `${immutableId}.evil` });
  const cut = xml.replace(`${immutableId}.evil`, `${immutableId}<!---->.evil`);
  expect(cut).not.toBe(xml);
  const stay = await send(sign, cut);
  // The signature does not cover comments, so this is the Response about X, and never about the user with the shorter name.
  expect(stay.body).toContain(`x@${domain}`);
  expect(stay.body).not.toContain(fedUser);
});

test('a Response is accepted once', async () => {
  const sign = await waiting();
  const xml = await signedResponse(sign);
  const stay = await send(sign, xml);
  const again = await send(sign, xml);
  expect(again.aadsts).toBe(500089);
  expect(again.body).toContain('was answered already');
  expectSignedIn(await sign.browser.submit(stay, { LoginOptions: '0' }));
  const after = await send(sign, xml);
  expect(after.aadsts).toBe(50089);
});

test('a Response belongs to the browser and the sign-in that asked for it', async () => {
  const mine = await waiting();
  const theirs = await waiting(new Browser(lab.idp.app));
  const xml = await signedResponse(mine);
  // Somebody else's Response, posted in a victim's browser: without and with a sign-in of the victim.
  const stranger = new Browser(lab.idp.app);
  expect((await send({ browser: stranger, relayState: mine.relayState }, xml)).aadsts).toBe(165000);
  expect((await send({ browser: theirs.browser, relayState: mine.relayState }, xml)).aadsts).toBe(
    50089,
  );
  expect((await send({ browser: theirs.browser, relayState: theirs.relayState }, xml)).aadsts).toBe(
    500089,
  );
  // Another tab of the same browser.
  const tab = await waiting();
  expect((await send(tab, xml)).aadsts).toBe(500089);
  expect((await send({ browser: mine.browser, relayState: '' }, xml)).aadsts).toBe(165000);
  await expectControl(theirs);
  await expectControl(mine);
});

test('an identity provider signs in the users of its domain only', async () => {
  const { directory } = lab.idp;
  const admin = await directory.findUser(tenantId, globalAdministrator);
  await directory.updateUser(admin?.id ?? '', { onPremisesImmutableId: 'ADMIN' });
  const sign = await waiting();
  const refused = await send(sign, await signedResponse(sign, { nameId: 'ADMIN' }));
  expect(refused.aadsts).toBe(5000820);
  expect(refused.body).toContain(`${globalAdministrator} is not a user of the domain ${domain}.`);
  await expectControl(sign);
});

test('the identity provider of another domain cannot answer, in this tenant or another one', async () => {
  const { directory } = lab.idp;
  const fabrikam = 'bbbbcccc-1111-dddd-2222-eeee3333ffff';
  await directory.createTenant({ id: fabrikam, displayName: 'Fabrikam', domain: 'fabrikam.com' });
  const certificate = certificateOf(await otherKeys);
  for (const [tenant, name] of [
    [tenantId, 'tailspin.com'],
    [fabrikam, 'wingtip.com'],
  ] as const) {
    await directory.createDomain(tenant, name);
    await directory.federateDomain(tenant, name, {
      issuerUri: `https://idp.${name}`,
      passiveSignInUri: `https://idp.${name}/sso`,
      signingCertificate: certificate,
    });
    await directory.createUser({
      tenantId: tenant,
      userPrincipalName: `twin@${name}`,
      displayName: 'Twin',
      password,
      onPremisesImmutableId: `${immutableId}-${name}`,
    });
    const sign = await waiting(new Browser(lab.idp.app));
    const parts = { issuer: `https://idp.${name}`, nameId: `${immutableId}-${name}` };
    const refused = await send(sign, await signedResponse(sign, parts, await otherKeys));
    expect(refused.aadsts).toBe(500089);
    expect(refused.body).toContain('to this identity provider');
    await expectControl(sign);
  }
});

test('a blocked user is refused after the identity provider', async () => {
  const { directory } = lab.idp;
  await directory.updateUser(lab.federatedId, { accountEnabled: false });
  const sign = await waiting();
  expect((await send(sign, await signedResponse(sign))).aadsts).toBe(50057);
  await directory.updateUser(lab.federatedId, { accountEnabled: true });
  await expectControl(sign);
});

test('the next certificate is accepted as well, and the old one no longer after the change', async () => {
  const sign = await waiting();
  const { directory } = lab.idp;
  const own = { issuerUri: issuer, passiveSignInUri: 'https://idp.adatum.com/sso' };
  const [first, second] = [certificateOf(await keys), certificateOf(await otherKeys)];
  const both = { ...own, signingCertificate: first, nextSigningCertificate: second };
  await directory.federateDomain(tenantId, domain, both);
  const byNext = await send(sign, await signedResponse(sign, {}, await otherKeys));
  expect(byNext.body).toContain('Stay signed in?');
  const later = await waiting(new Browser(lab.idp.app));
  await directory.federateDomain(tenantId, domain, { ...own, signingCertificate: second });
  expect((await send(later, await signedResponse(later))).aadsts).toBe(500081);
});

test('a failed sign-in at the identity provider is in the sign-in log', async () => {
  const sign = await waiting();
  await send(sign, await signedResponse(sign, { audience: 'x' }));
  const admin = new Browser(lab.idp.app);
  await admin.signIn(await admin.get('/admin'), { user: globalAdministrator });
  expect((await admin.get('/admin/sign-ins')).body).toContain('500089');
});

test('AADSTS90081 without a SAMLResponse, 750056 for one that is not base64', async () => {
  const sign = await waiting();
  const post = (form: Record<string, string>) => sign.browser.post('/login.srf', form);
  expect((await post({ RelayState: sign.relayState })).aadsts).toBe(90081);
  const wrong = { RelayState: sign.relayState, SAMLResponse: '***' };
  expect((await post(wrong)).aadsts).toBe(750056);
  await expectControl(sign);
});

test('a user of a managed domain is not sent anywhere, and keeps signing in here', async () => {
  expectSignedIn(
    await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest())), { user: bSimon }),
  );
});

test('the mock identity provider refuses what is not a request of the tenant', async () => {
  const there = await goToIdentityProvider(
    lab.browser,
    await lab.browser.get(redirectTo(authnRequest())),
  );
  const url = new URL(there.form.action, 'http://localhost');
  const ask = (change: (query: URLSearchParams) => void) => {
    const query = new URLSearchParams(url.search);
    change(query);
    return lab.browser.get(`${url.pathname}?${query}`);
  };
  const foreign = new URL(redirectTo(authnRequest()), 'http://localhost').searchParams.get(
    'SAMLRequest',
  );
  expect((await ask((query) => query.set('SAMLRequest', foreign ?? ''))).body).toContain(
    'has no relying party',
  );
  expect((await ask((query) => query.set('SAMLRequest', 'x'))).body).toContain('cannot be read');
  expect((await ask((query) => query.delete('SAMLRequest'))).body).toContain(
    'Start at the application',
  );
  expect((await lab.browser.get('/adfs/contoso.com/ls/')).status).toBe(404);
  const forged = await lab.browser.post(there.form.action, {
    UserName: fedUser,
    Password: password,
    canary: 'x',
  });
  expect(forged.body).toContain('This form was made for another browser');
  const stay = await comeBack(lab.browser, await signInThere(lab.browser, there));
  expectSignedIn(await lab.browser.submit(stay, { LoginOptions: '0' }));
});
