/** Every operation over HTTP. The client compares each answer with the OpenAPI document. */
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Exchange } from '../../exchanges/exchange.ts';
import { type Lab, startLab } from '../library.ts';
import { anyPorts } from '../testing/running-labs.ts';
import { curlCommand } from './curl-command.ts';
import { openApiDocument } from './openapi.ts';
import { operations } from './operations/index.ts';
import { ApiClient } from './testing/api-client.ts';

let lab: Lab;
let api: ApiClient;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: anyPorts });
  api = new ApiClient(lab);
});
afterAll(() => lab.close());

interface Named {
  readonly id: string;
}
interface SignedIn {
  readonly action: string;
  readonly fields: { readonly SAMLResponse: string; readonly RelayState?: string };
  readonly xml: string;
}
interface Armed extends Named {
  readonly state: string;
  readonly xml?: string;
  readonly detail?: string;
}

const reports = {
  displayName: 'Reports',
  identifierUris: ['https://reports.example/saml'],
  replyUrls: ['https://reports.example/saml/acs'],
};
const metadata = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:by-metadata">
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sp.example/acs" index="0"/>
  </SPSSODescriptor>
</EntityDescriptor>`;

/** A tenant with the application Reports and a user who is assigned to it. */
async function prepared() {
  const { id, domain } = await api.ok<Named & { domain: string }>('POST', '/tenants');
  const tenant = `/tenants/${id}`;
  const user = `tester@${domain}`;
  await api.ok('POST', `${tenant}/applications`, reports);
  await api.ok('POST', `${tenant}/users`, { userPrincipalName: 'tester', surname: 'Ott' });
  await api.ok('POST', `${tenant}/assignments`, { user, application: 'Reports' });
  const signIn = () =>
    api.ok<SignedIn>('POST', `${tenant}/sign-ins`, { user, application: 'Reports' });
  return { id, domain, tenant, user, signIn };
}

test('says what it is, and gives the lab as it is now', async () => {
  const body = await api.ok<{ start: object; page: string }>('GET', '');
  expect(body.start).toEqual(lab.start);
  expect((await fetch(lab.start.lab + body.page)).status).toBe(200);
  const openapi = await fetch(`${lab.start.lab}/api/v1/openapi.json`);
  expect(await openapi.json()).toMatchObject({ openapi: '3.1.0' });
});

test('creates, lists and reads tenants, users and applications', async () => {
  const { headers, body } = await api.call('POST', '/tenants', { body: { displayName: 'A' } });
  const { id } = body as Named;
  const at = (headers.get('location') ?? '').replace('/api/v1', '');
  expect(await api.ok('GET', at)).toEqual(body);
  expect(await api.ok('GET', '/tenants')).toContainEqual(body);

  const made = await api.call('POST', `${at}/users`, { body: { mail: 'a@example.com' } });
  const user = (made.headers.get('location') ?? '').replace('/api/v1', '');
  const read = await api.ok<Named & { userPrincipalName: string }>('GET', user);
  expect(read).toMatchObject({ mail: 'a@example.com', accountEnabled: true });
  expect(await api.ok('GET', `${at}/users/${read.userPrincipalName}`)).toEqual(read);
  expect(await api.ok('GET', `${at}/users`)).toEqual([read]);

  const added = await api.call('POST', `${at}/applications`, {
    body: { metadata, signOnUrl: 'https://sp.example/login' },
  });
  const app = added.body as { metadataUrl: string; servicePrincipalId: string; appId: string };
  for (const name of [app.servicePrincipalId, app.appId, 'Application%201'])
    expect(await api.ok('GET', `${at}/applications/${name}`)).toEqual(app);
  expect(await api.ok('GET', `${at}/applications`)).toEqual([app]);
  expect(await (await fetch(app.metadataUrl)).text()).toContain(`https://sts.windows.net/${id}/`);
  const stored = await lab.directory.findApplication(id, { id: app.servicePrincipalId });
  expect(stored).toMatchObject({
    identifierUris: ['urn:by-metadata'],
    servicePrincipal: { loginUrl: 'https://sp.example/login' },
  });
});

test('signs a user in as the library does', async () => {
  const { id, tenant, user, signIn } = await prepared();
  const launched = await signIn();
  expect(launched.action).toBe('https://reports.example/saml/acs');
  expect(Buffer.from(launched.fields.SAMLResponse, 'base64').toString()).toBe(launched.xml);
  expect(launched.xml).toContain(user);
  const authnRequest = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a" Version="2.0" IssueInstant="${new Date().toISOString()}"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">https://reports.example/saml</Issuer></samlp:AuthnRequest>`;
  const query = new URLSearchParams({
    SAMLRequest: deflateRawSync(authnRequest).toString('base64'),
    RelayState: '/inbox',
  });
  const answered = await api.ok<SignedIn>('POST', `${tenant}/sign-ins`, {
    user,
    application: 'Reports',
    request: `${lab.start.idp}/${id}/saml2?${query}`,
    methods: ['password', 'softwareOath'],
  });
  expect(answered.fields.RelayState).toBe('/inbox');
  expect(answered.xml).toContain('InResponseTo="_a"');
  expect(answered.xml).toContain('multipleauthn');
});

test('signs a user out as the library does', async () => {
  const { id, tenant, user, signIn } = await prepared();
  await signIn();
  expect(await api.ok('POST', `${tenant}/sign-outs`, { user })).toEqual({ requests: [] });
  const request = new URLSearchParams({
    SAMLRequest: deflateRawSync(
      `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_b" Version="2.0" IssueInstant="${new Date().toISOString()}"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">https://reports.example/saml</Issuer><NameID xmlns="urn:oasis:names:tc:SAML:2.0:assertion">x</NameID></samlp:LogoutRequest>`,
    ).toString('base64'),
  });
  const body = { user, request: `${lab.start.idp}/${id}/saml2?${request}` };
  expect(await api.call('POST', `${tenant}/sign-outs`, { body })).toMatchObject({
    status: 403,
    body: { code: 'AADSTS50068' },
  });
});

describe('an armed response', () => {
  const at = (tenant: string) => `${tenant}/armed-sign-ins`;

  test('of a case replaces the next one, once, and says what was posted', async () => {
    const { tenant, user, signIn } = await prepared();
    const armed = await api.ok<Armed>('POST', at(tenant), { case: 'cond-audience-wrong', user });
    expect(armed).toMatchObject({ state: 'waiting', waitsFor: expect.stringContaining(user) });
    const { xml } = await signIn();
    expect(xml).not.toContain('<Audience>https://reports.example/saml</Audience>');
    const sent = await api.ok<Armed>('GET', `${at(tenant)}/${armed.id}`);
    expect(sent).toMatchObject({ state: 'sent', xml });
    expect(await api.ok('GET', at(tenant))).toEqual([sent]);
    expect((await signIn()).xml).toContain('<Audience>https://reports.example/saml</Audience>');
  });

  test('has other claims, or none', async () => {
    const { tenant, signIn } = await prepared();
    const surname = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname';
    expect((await signIn()).xml).toContain(surname);
    const claims = { department: ['Sales', 'R&D'], [surname]: null };
    await api.ok('POST', at(tenant), { claims, application: 'Reports' });
    const { xml } = await signIn();
    expect(xml).toContain('<AttributeValue>R&amp;D</AttributeValue>');
    expect(xml).not.toContain(surname);
  });

  test('is altered text by text, and fails the sign-in when a text is not there', async () => {
    const { tenant, user, signIn } = await prepared();
    await api.ok('POST', at(tenant), { alter: [{ replace: user, with: '$&other@example.com' }] });
    expect((await signIn()).xml).toContain('>$&other@example.com<');
    const alter = [{ replace: 'nowhere', with: '' }];
    const { id } = await api.ok<Armed>('POST', at(tenant), { alter });
    const body = { user, application: 'Reports' };
    expect(await api.call('POST', `${tenant}/sign-ins`, { body })).toMatchObject({
      status: 422,
      body: { code: 'response_not_made', detail: expect.stringContaining('"nowhere"') },
    });
    expect(await api.ok('GET', `${at(tenant)}/${id}`)).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('"nowhere"'),
    });
  });

  test('does not grow without end', async () => {
    const { tenant, user } = await prepared();
    const alter = Array.from({ length: 100 }, () => ({ replace: 'e', with: 'e'.repeat(10) }));
    await api.ok('POST', at(tenant), { alter });
    const body = { user, application: 'Reports' };
    expect(await api.call('POST', `${tenant}/sign-ins`, { body })).toMatchObject({
      status: 422,
      body: { code: 'response_not_made', detail: expect.stringContaining('larger than 1 MiB') },
    });
  });

  test('can be cancelled', async () => {
    const { tenant, signIn } = await prepared();
    const { id } = await api.ok<Armed>('POST', at(tenant), { case: 'sig-stripped' });
    await api.ok('DELETE', `${at(tenant)}/${id}`);
    expect(await api.ok('GET', `${at(tenant)}/${id}`)).toMatchObject({ state: 'cancelled' });
    expect((await signIn()).xml).toContain('<Signature');
  });
});

describe('exchanges', () => {
  interface Listed {
    readonly cursor: number;
    readonly exchanges: Exchange[];
  }

  test('are listed, the newest first, for the lab and for a tenant', async () => {
    const { tenant, user, signIn } = await prepared();
    const other = await prepared();
    await signIn();
    await other.signIn();
    const { exchanges: all } = await api.ok<Listed>('GET', '/exchanges?limit=2');
    expect(all.map((one) => one.user)).toEqual([other.user, user]);
    const { exchanges } = await api.ok<Listed>('GET', `${tenant}/exchanges`);
    expect(exchanges).toEqual([all[1]]);
    const narrowed = `${tenant}/exchanges?application=Reports&user=${user.toUpperCase()}`;
    expect(await api.ok<Listed>('GET', narrowed)).toMatchObject({ exchanges });
    const nobody = await api.ok<Listed>('GET', `${tenant}/exchanges?user=nobody`);
    expect(nobody.exchanges).toEqual([]);
  });

  test('that end during the call are awaited, of this application only', async () => {
    const { tenant, user, signIn } = await prepared();
    const other = await prepared();
    let found: Exchange | undefined;
    const next = api
      .ok<Exchange>('GET', `${tenant}/exchanges/next?application=Reports&timeout=60`)
      .then((exchange) => {
        found = exchange;
      });
    // The request is on its way: sign-ins go on until it was there before one of them.
    while (!found) {
      await other.signIn();
      await signIn();
    }
    await next;
    expect(found).toMatchObject({ user, outcome: 'success' });
  });

  test('that ended after a cursor are found, so that a program can sign in first', async () => {
    const { tenant, user, signIn } = await prepared();
    await signIn();
    const { cursor, exchanges } = await api.ok<Listed>('GET', `${tenant}/exchanges`);
    expect(exchanges).toHaveLength(1);
    await signIn();
    for (const path of [
      `${tenant}/exchanges/next?application=Reports`,
      `/exchanges/next?user=${user}`,
    ]) {
      const found = await api.ok<Exchange>('GET', path.replace('?', `?after=${cursor}&`));
      expect(found).toMatchObject({ user, outcome: 'success' });
      expect(found.id).not.toBe(exchanges[0]?.id);
    }
    const { cursor: now } = await api.ok<Listed>('GET', `${tenant}/exchanges`);
    expect(
      await api.call('GET', `${tenant}/exchanges/next?application=Reports&after=${now}&timeout=1`),
    ).toMatchObject({
      status: 404,
      body: { code: 'no_exchange', detail: expect.stringContaining('within 1 second.') },
    });
  });
});

test('the clock is read, set, stopped, moved and put back', async () => {
  const now = '2026-12-24T08:00:00.000Z';
  expect(await api.ok('GET', '/clock')).toMatchObject({ mode: 'real' });
  const stopped = await api.ok('PUT', '/clock', { mode: 'frozen', now: '2026-12-24T08:00:00Z' });
  expect(stopped).toEqual({ mode: 'frozen', now });
  expect(await api.ok('POST', '/clock/advance', { milliseconds: 1500 })).toEqual({
    mode: 'frozen',
    now: '2026-12-24T08:00:01.500Z',
  });
  expect(lab.clock.now().toISOString()).toBe('2026-12-24T08:00:01.500Z');
  expect(await api.ok('PUT', '/clock', { mode: 'offset', now })).toMatchObject({ mode: 'offset' });
  expect(await api.ok('PUT', '/clock', { mode: 'real' })).toMatchObject({ mode: 'real' });
  await api.ok('PUT', '/clock', { mode: 'frozen' });
  expect(await api.ok('DELETE', '/clock')).toMatchObject({ mode: 'real' });
});

test('a reset takes tenants, armed responses and the clock back', async () => {
  const { tenant } = await prepared();
  await api.ok('POST', '/tenants/contoso.com/armed-sign-ins', { case: 'sig-stripped' });
  await api.ok('PUT', '/clock', { mode: 'frozen' });
  await api.ok('POST', '/reset');
  expect(await api.call('GET', tenant)).toMatchObject({ status: 404 });
  expect(await api.ok('GET', '/tenants/contoso.com/armed-sign-ins')).toEqual([]);
  expect(await api.ok('GET', '/clock')).toMatchObject({ mode: 'real' });
});

const lateness = ({ method, path }: { method: string; path: string }) =>
  method === 'delete' ? 1000 - path.length : 0;

describe('the example of', () => {
  beforeAll(() => lab.reset());
  const paths = Object.entries(openApiDocument({ operations, needsToken: false }).paths);
  const examples = paths
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
    )
    // What an example makes is deleted once no other one needs it, what is inside of it first.
    .toSorted((a, b) => lateness(a) - lateness(b));
  test.each(
    examples
      .filter(({ path }) => !/\{(?:armedSignInId|thumbprint)\}/.test(path))
      .map((one) => [one.operation.operationId, one] as const),
  )('%s works in the lab of the tutorial', async (_, one) => {
    const command = curlCommand(one, { ...lab.start, needsToken: false });
    const [, url = ''] = /'(http[^']+)'/.exec(command) ?? [];
    const [, body] = /-d '(.+)'$/s.exec(command) ?? [];
    if (url.includes('/provisioning'))
      await lab
        .findTenant('Contoso')
        .then((contoso) => contoso?.configureProvisioning('Peakon', { company: 'contoso' }));
    if (url.includes('/next'))
      await lab
        .findTenant('Contoso')
        .then((contoso) => contoso?.signIn('B.Simon@contoso.com', { application: 'Peakon' }));
    const path = url.slice(`${lab.start.lab}/api/v1`.length);
    const answer = await api.call(
      one.method.toUpperCase(),
      path,
      body === undefined ? {} : { body },
    );
    expect(answer.status).toBeLessThan(300);
    expect(answer.status).toBeGreaterThanOrEqual(200);
  });
});
