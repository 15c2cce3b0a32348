/** A test's tenant, with node-saml as the service provider: it knows nothing of the lab but its metadata. */
import { SAML, type SamlConfig } from '@node-saml/node-saml';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import {
  type Exchange,
  exchangeHtml,
  InvalidInput,
  type Lab,
  type LabApplication,
  type LabTenant,
  type LabUser,
  type NewLabApplication,
  type NextSignIn,
  startLab,
} from '../library.ts';
import { anyPorts } from '../testing/running-labs.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: anyPorts });
});
afterAll(() => lab.close());

const issuer = 'https://reports.example/saml';
const callbackUrl = 'https://reports.example/saml/acs';
const metadata = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${issuer}">
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${callbackUrl}" index="0"/>
  </SPSSODescriptor>
</EntityDescriptor>`;
const emailClaim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
const nameClaim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name';

async function serviceProvider(
  tenant: LabTenant,
  { metadataUrl }: LabApplication,
  options: Partial<SamlConfig> = {},
): Promise<SAML> {
  const published = await (await fetch(metadataUrl)).text();
  const idpCert = /X509Certificate>([^<]+)</.exec(published)?.[1] ?? '';
  const entryPoint = `${lab.start.idp}/${tenant.id}/saml2`;
  // node-saml expects a signed Response by default; Entra signs the Assertion.
  const settings = { issuer, callbackUrl, audience: issuer, idpCert, entryPoint };
  return new SAML({ ...settings, wantAuthnResponseSigned: false, ...options });
}

/** A tenant with an application and a user who is assigned to it. */
async function prepared(options?: Partial<SamlConfig>) {
  const tenant = await lab.tenant();
  const application = await tenant.addApplication({ metadata });
  const user = await tenant.addUser({ userPrincipalName: 'b.simon', mail: 'b@example.com' });
  await tenant.assign(user, application);
  return { tenant, application, user, sp: await serviceProvider(tenant, application, options) };
}

const accept = async (sp: SAML, { fields }: { fields: object }) =>
  (await sp.validatePostResponseAsync({ ...fields })).profile;

/** The latest of an application, whose tenant is only this test's. */
async function exchangeOf({ servicePrincipalId }: LabApplication): Promise<Exchange> {
  const all = await lab.exchanges();
  const found = all.find(({ application }) => application?.id === servicePrincipalId);
  if (!found) throw new Error('nothing was recorded');
  return found;
}

describe('a sign-in without a browser', () => {
  test('gets the Response that a browser would post, SP-initiated and IdP-initiated', async () => {
    const { tenant, application, user, sp } = await prepared();
    const request = await sp.getAuthorizeUrlAsync('/inbox', undefined, {});
    const answer = await tenant.signIn(user, { application, request });
    expect(answer).toMatchObject({ action: callbackUrl, fields: { RelayState: '/inbox' } });
    const id = /InResponseTo="([^"]+)"/.exec(answer.xml)?.[1];
    expect(id).toMatch(/^_/);
    expect(await accept(sp, answer)).toMatchObject({
      nameID: user.userPrincipalName,
      [emailClaim]: 'b@example.com',
    });

    const launched = await tenant.signIn(user.userPrincipalName, { application });
    expect(launched.xml).not.toContain('InResponseTo');
    expect(await accept(sp, launched)).toMatchObject({ nameID: user.userPrincipalName });
  });

  test('says how the user signed in', async () => {
    const { tenant, application, user } = await prepared();
    const { xml } = await tenant.signIn(user, { application, methods: ['windowsIntegrated'] });
    expect(xml).toContain('urn:federation:authentication:windows');
  });

  test('is refused with the AADSTS code, and recorded', async () => {
    const { tenant, application } = await prepared();
    const stranger = await tenant.addUser();
    const recorded = tenant.nextExchange({ application, user: stranger });
    await expect(tenant.signIn(stranger, { application })).rejects.toMatchObject({
      name: 'SignInRefused',
      code: 'AADSTS50105',
      message: expect.stringContaining(stranger.userPrincipalName),
    });
    expect(await recorded).toMatchObject({
      outcome: 'failure',
      refusal: { code: 'AADSTS50105' },
      application: { id: application.servicePrincipalId },
    });
  });

  test('stops where a policy needs a page', async () => {
    const { tenant, application, user } = await prepared();
    await lab.directory.createPolicy(tenant.id, {
      displayName: 'Second factor',
      state: 'enabled',
      conditions: {
        includeUsers: 'all',
        includeUserIds: [],
        includeGroupIds: [],
        excludeUserIds: [],
        excludeGroupIds: [],
        includeApplications: 'all',
        servicePrincipalIds: [],
      },
      grantControl: 'mfa',
      signInFrequency: undefined,
    });
    await expect(tenant.signIn(user, { application })).rejects.toMatchObject({
      code: 'sign_in_needs_page',
    });
    const { xml } = await tenant.signIn(user, {
      application,
      methods: ['password', 'softwareOath'],
    });
    expect(xml).toContain('multipleauthn');
  });
});

describe('the next sign-in', () => {
  test('gets the message of a case, once', async () => {
    const { tenant, application, user, sp } = await prepared();
    const armed = await tenant.nextSignIn({ case: 'cond-audience-wrong' });
    const spoilt = await tenant.signIn(user, { application });
    await expect(accept(sp, spoilt)).rejects.toThrow(/audience/i);
    expect(await armed.sent).toBe(spoilt.xml);
    const exchange = await exchangeOf(application);
    const what = expect.stringMatching(/^the case cond-audience-wrong \(.+\)$/);
    const replacement = { by: 'nextSignIn', case: 'cond-audience-wrong', what };
    expect(exchange).toMatchObject({ replacement });
    const html = await exchangeHtml(exchange);
    expect(html).toContain('nextSignIn sent the case cond-audience-wrong');
    expect(html).toContain('This is not the Response of Microsoft Entra');
    expect(await accept(sp, await tenant.signIn(user, { application }))).toBeTruthy();
    expect(await exchangeOf(application)).not.toHaveProperty('replacement');
  });

  test('takes a case or changes, also for the compiler', () => {
    expectTypeOf<{ case: string }>().toExtend<NextSignIn>();
    expectTypeOf<{ claims: { a: string } }>().toExtend<NextSignIn>();
    expectTypeOf<{ case: string; claims: { a: string } }>().not.toExtend<NextSignIn>();
    expectTypeOf<{ application: string }>().not.toExtend<NextSignIn>();
  });

  test('gets other claims, signed', async () => {
    const { tenant, application, user, sp } = await prepared();
    const claims = { [emailClaim]: 'ö<&"@example.com', [nameClaim]: null, group: ['a', 'b'] };
    await tenant.nextSignIn({ claims });
    const profile = await accept(sp, await tenant.signIn(user, { application }));
    expect(profile).toMatchObject({ [emailClaim]: 'ö<&"@example.com', group: ['a', 'b'] });
    expect(profile).not.toHaveProperty([nameClaim]);
    const what = `the Response with other claims (${emailClaim}, ${nameClaim}, group), signed again,`;
    expect(await exchangeOf(application)).toMatchObject({
      replacement: { by: 'nextSignIn', what },
    });
  });

  test.each([
    ['assertion', false, true],
    ['response', true, false],
    ['both', true, true],
  ] as const)(
    'is altered, and signed as before: %s',
    async (signingOption, response, assertion) => {
      const { tenant, application, user, sp } = await prepared({
        wantAuthnResponseSigned: response,
        wantAssertionsSigned: assertion,
      });
      await lab.directory.setSigning(application.servicePrincipalId, { signingOption });
      await tenant.nextSignIn({
        alter: (xml) => xml.replaceAll(user.userPrincipalName, 'other@example.com'),
      });
      const profile = await accept(sp, await tenant.signIn(user, { application }));
      expect(profile).toMatchObject({ nameID: 'other@example.com' });
    },
  );

  test('of another tenant, application or user never takes it', async () => {
    const [one, two] = await Promise.all([prepared(), prepared()]);
    const other = await one.tenant.addUser();
    await one.tenant.assign(other, one.application);
    const armed = await one.tenant.nextSignIn({ case: 'sig-stripped', user: one.user });
    const others = [
      await two.tenant.signIn(two.user, { application: two.application }),
      await one.tenant.signIn(other, { application: one.application }),
    ];
    for (const { xml } of others) expect(xml).toContain('<Signature');
    const mine = await one.tenant.signIn(one.user, { application: one.application });
    expect(mine.xml).not.toContain('<Signature');
    expect(armed.cancel()).toBe(false);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('No such element.');
      },
      'No such element.',
    ],
    ['returns nothing', () => undefined as unknown as string, 'alter must return the XML'],
  ])('fails when alter %s: the test does not go on with the valid one', async (_, alter, words) => {
    const { tenant, application, user, sp } = await prepared();
    const armed = await tenant.nextSignIn({ alter });
    await expect(tenant.signIn(user, { application })).rejects.toThrow(words);
    await expect(armed.sent).rejects.toThrow(words);
    expect(await accept(sp, await tenant.signIn(user, { application }))).toBeTruthy();
  });
});

describe('an application', () => {
  test('from metadata has the values that are given besides', async () => {
    const tenant = await lab.tenant();
    const signOnUrl = 'https://reports.example/login';
    const { servicePrincipalId: id } = await tenant.addApplication({ metadata, signOnUrl });
    const found = await lab.directory.findApplication(tenant.id, { id });
    expect(found).toMatchObject({
      identifierUris: [issuer],
      replyUrls: [callbackUrl],
      servicePrincipal: { loginUrl: signOnUrl },
    });
  });

  test('and a user are named by their ids too', async () => {
    const { tenant, application, user, sp } = await prepared();
    for (const name of [application.servicePrincipalId, application.appId, application.displayName])
      expect(await tenant.findApplication(name)).toEqual(application);
    const signedIn = await tenant.signIn(user.id, { application: application.appId });
    expect(await accept(sp, signedIn)).toMatchObject({ nameID: user.userPrincipalName });
  });

  test('and a user of a tenant that exists: by default with names that are free', async () => {
    const contoso = await lab.findTenant('CONTOSO.com');
    expect(contoso?.id).toBe(lab.start.tenantId);
    const peakon = await contoso?.findApplication('Peakon');
    expect(peakon?.appId).toBe(lab.start.appId);
    const { id, domain } = await lab.tenant();
    const taken = {
      tenantId: id,
      userPrincipalName: `user-1@${domain}`,
      password: 'Maple-Otter-1',
    };
    await lab.directory.createUser({ ...taken, displayName: 'Taken' });
    const tenant = await lab.findTenant(domain);
    const users = await Promise.all([tenant?.addUser(), tenant?.addUser()]);
    expect(users.map((one) => one?.userPrincipalName).toSorted()).toEqual([
      `user-2@${domain}`,
      `user-3@${domain}`,
    ]);
    expect(await lab.findTenant('nowhere.example')).toBeUndefined();
  });
});

test('a new tenant has the cloud and the checks that it is given', async () => {
  const { id } = await lab.tenant({
    cloud: 'usGovernment',
    checksDestination: true,
    allowsPlainHttp: true,
    logoutResponseIssuer: 'login.microsoftonline.com',
    logoutQueryEscapes: 'upper',
    logoutNameId: 'asInAssertion',
  });
  expect(await lab.directory.cloudOf(id)).toBe('usGovernment');
  const checks = {
    unknownIssuerCode: 700016,
    checksDestination: true,
    checksIssueInstant: false,
    allowsPlainHttp: true,
    logoutResponseIssuer: 'login.microsoftonline.com',
    logoutQueryEscapes: 'upper',
    logoutNameId: 'asInAssertion',
  };
  expect(await lab.directory.requestChecksOf(id)).toEqual(checks);
  await expect(lab.tenant({ clod: 'usGovernment' } as object)).rejects.toThrow(
    'tenant: There is no option clod; did you mean cloud?',
  );
});

describe('a tenant that exists', () => {
  test.each([
    ['its id', () => lab.start.tenantId.toUpperCase()],
    ['its name', () => 'Contoso'],
  ])('is found by %s, and does what a new one does', async (_, name) => {
    const tenant = await lab.findTenant(name());
    const user = await tenant?.findUser('b.simon');
    const application = await tenant?.findApplication('Peakon');
    if (!tenant || !user || !application) throw new Error('not found');
    expect(tenant).toMatchObject({ id: lab.start.tenantId, domain: 'contoso.com' });
    expect(lab.start.users).toContainEqual({ ...user, roles: [] });
    expect((await fetch(application.metadataUrl)).status).toBe(200);
    await tenant.nextSignIn({ case: 'sig-stripped', user, application });
    expect((await tenant.signIn(user, { application })).xml).not.toContain('<Signature');
  });

  test('of a settings file has the password of the file', async () => {
    const password = 'Maple-Otter-4711';
    const users = [{ userPrincipalName: 'Ann@fabrikam.example', password }];
    await lab.applySettings({ settings: { tenants: [{ domain: 'fabrikam.example', users }] } });
    const tenant = await lab.findTenant('Fabrikam');
    const ann = await tenant?.findUser('ann@fabrikam.example');
    expect(ann?.password).toBe(password);
    await lab.directory.resetPassword(ann?.id ?? '', 'Correct-Horse-2');
    expect((await tenant?.findUser('ann'))?.password).toBe('');
  });
});

describe('one sentence for', () => {
  test('two armed for one sign-in', async () => {
    const { tenant, application, user } = await prepared();
    const first = await tenant.nextSignIn({ case: 'sig-stripped', user });
    const second = tenant.nextSignIn({ case: 'xsw3', application });
    await expect(second).rejects.toMatchObject({
      code: 'already_armed',
      message: expect.stringContaining(
        `one waits for a sign-in of ${user.userPrincipalName} at any application of ${tenant.domain} already`,
      ),
    });
    expect(first.cancel()).toBe(true);
    await expect(first.sent).rejects.toMatchObject({ code: 'cancelled' });
    await tenant.nextSignIn({ case: 'xsw3', application });
  });

  test.each([
    [
      'an unknown case',
      { case: 'sig-strip' },
      'unknown_case',
      'The catalogue has no case "sig-strip".',
    ],
    ['a case of several messages', { case: 'web-login-csrf' }, 'unknown_case', 'samlab check'],
    ['a case and a change', { case: 'xsw3', claims: {} }, 'invalid_option', 'either { case }'],
    ['neither', {}, 'invalid_option', 'either { case }'],
    [
      'a mistyped option',
      { case: 'xsw3', usr: 'a' },
      'invalid_option',
      'nextSignIn: There is no option usr; did you mean user?',
    ],
    ['alter that is no function', { alter: 5 }, 'invalid_option', 'alter must be a function'],
    [
      'a claim that is a number',
      { claims: { a: 5 } },
      'invalid_option',
      'claims must be an object',
    ],
    [
      'an unknown user',
      { case: 'xsw3', user: 'nobody@x.example' },
      'unknown_user',
      'nobody@x.example',
    ],
    [
      'an unknown application',
      { case: 'xsw3', application: 'Nothing' },
      'unknown_application',
      'Nothing',
    ],
  ])('%s', async (_, wanted, code, words) => {
    const tenant = await lab.tenant();
    await expect(tenant.nextSignIn(wanted as NextSignIn)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  test('a user where an application is wanted, and the other way round', async () => {
    const { tenant, application, user } = await prepared();
    const swapped = [application, user] as unknown as [LabUser, LabApplication];
    await expect(tenant.assign(...swapped)).rejects.toThrow(/^No application was given\./);
    const nothing = undefined as unknown as { application: LabApplication };
    await expect(tenant.signIn(user, nothing)).rejects.toThrow(/^No application was given\./);
  });

  test.each([
    ['http://localhost:3000/login', 'has no SAMLRequest: give the URL that your service provider'],
    ['http://', 'has no SAMLRequest'],
    ['http://localhost:3000/login?SAMLRequest=a', 'is not a Login URL of the identity provider'],
  ])('the request %s', async (request, words) => {
    const { tenant, application, user } = await prepared();
    await expect(tenant.signIn(user, { application, request })).rejects.toMatchObject({
      code: 'invalid_option',
      message: expect.stringContaining(words),
    });
  });

  test('an application of another tenant', async () => {
    const { application } = await prepared();
    const tenant = await lab.tenant();
    const user = await tenant.addUser();
    for (const act of [
      () => tenant.assign(user, application),
      () => tenant.signIn(user, { application }),
      () => tenant.signIn(user, { application: application.appId }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'unknown_application' });
  });

  test.each([
    [
      'an application without Reply URL',
      { displayName: 'Reports', identifierUris: ['urn:a'] },
      'replyUrls.0',
      'The application Reports, replyUrls: Reply URL (Assertion Consumer Service URL) is required',
    ],
    [
      'a value that replaces one of the metadata and breaks a rule',
      { displayName: 'Reports', metadata, signOnUrl: 'ftp://x' },
      'signOnUrl',
      'The application Reports, signOnUrl: Sign on URL is not',
    ],
    [
      'a mistyped property beside metadata',
      { metadata, signOnUrll: 'http://localhost/' },
      'signOnUrll',
      'There is no property signOnUrll; did you mean signOnUrl?',
    ],
    [
      'a property of something else',
      { xyz: 1 },
      'xyz',
      'There is no property xyz; the properties are displayName, metadata, identifierUris,',
    ],
  ])('%s, and nothing is left', async (_, app, property, words) => {
    const tenant = await lab.tenant();
    const refused = await tenant
      .addApplication(app as NewLabApplication)
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInput);
    expect((refused as InvalidInput).faults).toMatchObject([
      { property, message: expect.stringContaining(words) },
    ]);
    expect(await lab.directory.listApplications(tenant.id)).toEqual([]);
  });

  test('no object where properties are wanted', async () => {
    const tenant = await lab.tenant();
    const nothing = undefined as unknown as NewLabApplication;
    const code = 'invalid_option';
    await expect(tenant.addApplication(nothing)).rejects.toMatchObject({ code });
    await expect(tenant.addUser(null as unknown as object)).rejects.toMatchObject({ code });
    await expect(lab.applySettings({})).rejects.toMatchObject({ code });
    await expect(tenant.addUser({ mial: 'x' } as object)).rejects.toThrow('did you mean mail?');
  });

  test('a user twice', async () => {
    const tenant = await lab.tenant();
    await tenant.addUser({ userPrincipalName: 'a' });
    await expect(tenant.addUser({ userPrincipalName: 'a' })).rejects.toMatchObject({
      faults: [{ property: 'userPrincipalName', code: 'taken' }],
    });
  });
});

describe('what fails leaves nothing', () => {
  const everything = async (tenant: LabTenant) => [
    (await lab.directory.listTenants()).length,
    await lab.directory.listUsers(tenant.id),
    await lab.directory.listApplications(tenant.id),
  ];

  test.each<[what: string, act: (tenant: LabTenant) => Promise<unknown>]>([
    ['a tenant with a cloud that does not exist', () => lab.tenant({ cloud: 'wrong' as 'global' })],
    ['a tenant with a code that Entra does not have', () => lab.tenant({ unknownIssuerCode: 1 })],
    ['a user with a group that does not exist', (tenant) => tenant.addUser({ groupIds: ['no'] })],
    [
      'an application without Reply URL',
      (tenant) => tenant.addApplication({ identifierUris: ['urn:a'] }),
    ],
    [
      'an application with metadata behind a dead URL',
      (tenant) => tenant.addApplication({ metadata: 'http://localhost:1/' }),
    ],
  ])('%s', async (_, act) => {
    const tenant = await lab.tenant();
    const before = await everything(tenant);
    await expect(act(tenant)).rejects.toThrow();
    expect(await everything(tenant)).toEqual(before);
    await tenant.addUser();
    await tenant.addApplication({ metadata });
    expect(await everything(tenant)).not.toEqual(before); // control
  });
});

test('an application elsewhere is never judged: to wait for that is refused', async () => {
  const { tenant, application, user } = await prepared();
  const wanted = { application, judged: true, signal: AbortSignal.timeout(5000) };
  const refused = { code: 'never_judged', message: expect.stringContaining('leave judged out') };
  await expect(tenant.nextExchange(wanted)).rejects.toMatchObject(refused);
  const { displayName } = application;
  await expect(lab.nextExchange({ ...wanted, application: displayName })).rejects.toMatchObject(
    refused,
  );
  const unjudged = tenant.nextExchange({ ...wanted, judged: false });
  await tenant.signIn(user, { application });
  expect(await unjudged).toMatchObject({ outcome: 'success' });
  const atPeakon = lab.nextExchange({ ...wanted, application: 'Peakon' });
  const late = new Promise((resolve) => setTimeout(resolve, 100, 'waits'));
  expect(await Promise.race([atPeakon, late])).toBe('waits');
  atPeakon.catch(() => {});
});
