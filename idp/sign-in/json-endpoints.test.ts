import { describe, expect, test } from 'vitest';
import { everybody } from '../conditional-access/testing/everybody.ts';
import { administrationBrowser, textOf } from '../testing/administration.ts';
import { Browser, redirectTo } from '../testing/browser.ts';
import { authnRequest, bSimon, password, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { type Config, configOf } from './testing/config-of.ts';

const lab = contosoForEachTest();
const start = redirectTo(authnRequest());
const json = { 'content-type': 'application/json' };

describe('GetCredentialType', () => {
  const url = '/common/GetCredentialType?mkt=en-US';
  const bodyFor = ({ sCtx, sFT }: Config, username: string = bSimon) => ({
    username,
    originalRequest: sCtx,
    flowToken: sFT,
  });
  const begin = async () => configOf(await lab.browser.get(start));

  test('a known and an unknown user name', async () => {
    const config = await begin();
    const known = await lab.browser.postJson(url, bodyFor(config), json);
    expect(known.statusCode).toBe(200);
    expect(known.headers['cache-control']).toBe('no-store');
    expect(known.json()).toMatchObject({
      Username: bSimon,
      Display: bSimon,
      IfExistsResult: 0,
      ThrottleStatus: 0,
      Credentials: { PrefCredential: 1, HasPassword: true },
      EstsProperties: { DomainType: 3 },
      FlowToken: config.sFT,
      apiCanary: config.apiCanary,
    });
    const unknown = await lab.browser.postJson(url, bodyFor(config, 'nobody@contoso.com'), json);
    expect(unknown.json()).toMatchObject({ IfExistsResult: 1 });
    // Apart from the name, an existing user is not told apart any further.
    expect(unknown.json().Credentials).toEqual(known.json().Credentials);
    const log = textOf(
      await (await administrationBrowser(lab)).get('/admin/sign-ins?status=failure'),
    );
    expect(log).toContain('50034');
  });

  test('names of members in other letter case, and no sign-in: answered', async () => {
    const bare = await new Browser(lab.idp.app).postJson(url, { Username: bSimon });
    expect(bare.json()).toMatchObject({ IfExistsResult: 0, FlowToken: '', apiCanary: '' });
    const other = `/${tenantId}/GetCredentialType`;
    const nobody = { username: 'x@contoso.com', originalRequest: '', flowToken: '' };
    expect((await lab.browser.postJson(other, nobody, json)).json().IfExistsResult).toBe(1);
  });

  test.each<[string, (config: Config) => object, Record<string, string>, string]>([
    ['no flow token', ({ sCtx }) => ({ username: bSimon, originalRequest: sCtx }), {}, '165000'],
    ['another flow token', (c) => ({ ...bodyFor(c), flowToken: 'x' }), {}, '165000'],
    ['another canary', bodyFor, { canary: 'x' }, '165000'],
    ['an unknown sign-in', (c) => ({ ...bodyFor(c), originalRequest: 'x' }), {}, '50089'],
  ])('%s is refused', async (_what, body, headers, code) => {
    const config = await begin();
    const answer = await lab.browser.postJson(url, body(config), { ...json, ...headers });
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, code]);
    const right = { ...json, canary: config.apiCanary };
    expect((await lab.browser.postJson(url, bodyFor(config), right)).statusCode).toBe(200);
  });

  test("another browser's sign-in is refused", async () => {
    const config = await begin();
    const stranger = new Browser(lab.idp.app);
    await stranger.get(start);
    const answer = await stranger.postJson(url, bodyFor(config), json);
    expect(answer.json().error.code).toBe('50089');
  });

  test.each<[string, string, number]>([
    ['no JSON', 'username=x', 400],
    ['a list', '[]', 200],
    ['a prototype', '{"__proto__":{"username":"x"}}', 400],
    ['a body over 16 KiB', JSON.stringify({ username: 'x'.repeat(17_000) }), 413],
  ])('%s', async (_what, body, status) => {
    expect((await lab.browser.postJson(url, body, json)).statusCode).toBe(status);
  });

  test('pages of other sites are refused, and forms stay the only body elsewhere', async () => {
    const config = await begin();
    const foreign = { ...json, origin: 'https://evil.test' };
    expect((await lab.browser.postJson(url, bodyFor(config), foreign)).statusCode).toBe(403);
    const own = { ...json, origin: 'http://localhost' };
    const ownHost = { ...own, host: 'localhost' };
    expect((await lab.browser.postJson(url, bodyFor(config), ownHost)).statusCode).toBe(200);
    expect((await lab.browser.postJson('/kmsi', {}, json)).statusCode).toBe(415);
  });
});

describe('BeginAuth and EndAuth', () => {
  const members = ['Success', 'ResultValue', 'Message', 'AuthMethodId', 'ErrCode', 'Retry'];
  const more = ['FlowToken', 'Ctx', 'SessionId', 'CorrelationId', 'Timestamp', 'Entropy'];
  const code = async () => (await lab.idp.directory.secondFactor(lab.userId)).code;

  const asked = async () => {
    await lab.idp.directory.createPolicy(tenantId, {
      displayName: 'MFA',
      state: 'enabled',
      conditions: everybody,
      grantControl: 'mfa',
      signInFrequency: undefined,
    });
    const first = await lab.browser.get(start);
    return lab.browser.submit(first, { loginfmt: bSimon, passwd: password });
  };
  const request = ({ sCtx, sFT }: Config, AuthMethodId = 'PhoneAppOTP') => ({
    AuthMethodId,
    Ctx: sCtx,
    FlowToken: sFT,
  });
  const post = async (path: 'BeginAuth' | 'EndAuth', body: object) =>
    (await lab.browser.postJson(`/common/SAS/${path}`, body, json)).json();

  test('every member is there', async () => {
    const config = configOf(await asked());
    const begun = await post('BeginAuth', request(config));
    for (const member of [...members, ...more]) expect(begun).toHaveProperty(member);
    expect(begun).toMatchObject({ Success: true, ErrCode: 0, Entropy: 0 });
    expect(config.arrUserProofs).toEqual([
      expect.objectContaining({ authMethodId: 'PhoneAppOTP', isDefault: true }),
    ]);
    expect(config.oPerAuthPollingInterval.PhoneAppOTP).toBeGreaterThan(0);
  });

  test('an unknown method, and a method without a code', async () => {
    const config = configOf(await asked());
    for (const path of ['BeginAuth', 'EndAuth'] as const)
      expect(await post(path, request(config, 'Nonsense'))).toMatchObject({
        Success: false,
        Retry: false,
        ErrCode: 500121,
        ResultValue: 'AuthMethodNotAvailable',
      });
    expect(await post('EndAuth', request(config))).toMatchObject({
      Success: false,
      ResultValue: 'OathCodeIncorrect',
    });
    const right = { ...request(config), AdditionalAuthData: await code() };
    expect(await post('EndAuth', right)).toMatchObject({ Success: true, ErrCode: 0 });
  });

  test('a code that is sent as a number counts without its leading zeros, a string does not', async () => {
    while (!(await code()).startsWith('0')) lab.advance(30_000);
    const number = Number(await code());
    const config = configOf(await asked());
    expect(
      await post('EndAuth', { ...request(config), AdditionalAuthData: String(number) }),
    ).toMatchObject({ Success: false, ResultValue: 'OathCodeIncorrect' });
    expect(await post('EndAuth', { ...request(config), AdditionalAuthData: number })).toMatchObject(
      { Success: true, ErrCode: 0 },
    );
  });

  test('the flow token of the page or of BeginAuth proves nothing at ProcessAuth', async () => {
    const config = configOf(await asked());
    const begun = await post('BeginAuth', request(config));
    const prove = (flowToken: string) =>
      lab.browser.post('/common/SAS/ProcessAuth', { request: config.sCtx, flowToken });
    for (const token of [config.sFT, begun.FlowToken, ''])
      expect((await prove(token)).body).not.toContain('KmsiInterrupt');
    const ended = await post('EndAuth', { ...request(config), AdditionalAuthData: await code() });
    expect((await prove(ended.FlowToken)).body).toContain('KmsiInterrupt');
  });

  test('before the password, and with the flow token of another step', async () => {
    const config = configOf(await lab.browser.get(start));
    expect(await post('BeginAuth', request(config))).toMatchObject({
      Success: false,
      ErrCode: 50089,
    });
    const page = await asked();
    const other = { ...request(configOf(page)), FlowToken: config.sFT };
    expect(await post('EndAuth', other)).toMatchObject({ Success: false, ErrCode: 165000 });
  });
});
