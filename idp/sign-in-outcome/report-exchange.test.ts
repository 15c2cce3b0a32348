import { describe, expect, test } from 'vitest';
import { decodeMessage } from '../../exchanges/decode-message.ts';
import type { Exchange } from '../../exchanges/exchange.ts';
import { readExchange, writeExchange } from '../../exchanges/exchange-file.ts';
import { Browser, redirectTo } from '../testing/browser.ts';
import { appId, authnRequest, bSimon, password, tenantId, unassigned } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';

const lab = contosoForEachTest();
const launch = `/api/signin/${appId}?tenantId=${tenantId}`;

/** The only exchange. */
function reported(): Exchange {
  const [exchange, ...more] = lab.exchanges.all();
  if (!exchange || more.length > 0)
    throw new Error(`${more.length + (exchange ? 1 : 0)} exchanges`);
  expect(readExchange(Buffer.from(writeExchange(exchange)))).toEqual(exchange);
  return exchange;
}

const outcomes = ({ checks }: Exchange) => checks.map(({ name, outcome }) => `${name} ${outcome}`);

test('a sign-in over several pages is one exchange, with both messages, the checks, and a reason for each claim', async () => {
  const request = redirectTo(authnRequest(), { RelayState: '/x' });
  const first = await lab.browser.get(request);
  expect(reported()).toMatchObject({ outcome: 'unfinished', application: { name: 'Peakon' } });
  const asksPassword = await lab.browser.submit(first, { loginfmt: bSimon });
  await lab.browser.submit(asksPassword, { passwd: 'wrong' });
  expect(reported()).toMatchObject({ outcome: 'failure', refusal: { code: 'AADSTS50126' } });
  expectSignedIn(await lab.browser.signIn(first));

  const exchange = reported();
  expect(exchange).toMatchObject({
    kind: 'sign-in',
    outcome: 'success',
    user: bSimon,
    request: {
      binding: 'HTTP-Redirect',
      relayState: '/x',
      address: `http://localhost:4100/${tenantId}/saml2`,
    },
    response: { binding: 'HTTP-POST', relayState: '/x' },
  });
  expect(exchange.refusal).toBeUndefined();
  expect(exchange.request && decodeMessage(exchange.request).text).toBe(authnRequest());
  expect(exchange.response && decodeMessage(exchange.response).text).toContain('<Assertion ID=');
  expect(outcomes(exchange).every((each) => each.endsWith(' passed'))).toBe(true);
  expect(outcomes(exchange)).toEqual(
    expect.arrayContaining(['readable passed', 'issuer passed', 'assignment passed']),
  );
  expect(exchange.claims).toEqual(
    expect.arrayContaining([
      {
        name: 'NameID',
        values: [bSimon],
        reason: expect.stringContaining('From user.userprincipalname'),
      },
      {
        name: expect.stringMatching(/claims\/surname$/),
        values: ['Simon'],
        reason: 'From user.surname',
      },
    ]),
  );
  expect(exchange.cookies.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['esctx', 'ESTSAUTH']),
  );
  expect(exchange.timeline.map(({ outcome }) => outcome)).toEqual([
    'asked',
    'refused',
    'asked',
    'done',
  ]);
});

test('a check that passed says what it found', async () => {
  expectSignedIn(await lab.browser.signIn(await lab.browser.get(redirectTo(authnRequest()))));
  const found = Object.fromEntries(reported().checks.map((check) => [check.name, check.found]));
  expect(found).toMatchObject({
    length: expect.stringMatching(/^\d+ characters$/),
    parameter: 'one SAMLRequest, by HTTP-Redirect',
    'required-fields': expect.stringMatching(/^Version 2.0, IssueInstant 20.*Issuer /),
    issuer: expect.stringMatching(/, of Peakon$/),
    'reply-url': expect.stringMatching(/^http/),
    assignment: `${bSimon} is assigned`,
    'conditional-access': 'no policy applies',
    'authentication-method': 'Password',
  });
  const empty = reported().checks.filter(({ found: each }) => each === undefined);
  expect(empty.map(({ name }) => name)).toEqual([]);
});

test('a sign-in to My Apps and to the admin center is one exchange from its start on', async () => {
  const first = await lab.browser.get('/my-apps');
  expect(reported()).toMatchObject({
    kind: 'sign-in',
    outcome: 'unfinished',
    application: { name: 'My Apps' },
    timeline: [{ outcome: 'asked', what: expect.stringContaining('My Apps was opened here.') }],
  });
  await lab.browser.signIn(first);
  expect(reported()).toMatchObject({ outcome: 'success', user: bSimon });
  expect(reported().timeline.length).toBeGreaterThan(1);
  await new Browser(lab.idp.app).get('/admin');
  expect(lab.exchanges.all().at(-1)).toMatchObject({
    outcome: 'unfinished',
    application: { name: 'Admin center' },
  });
});

test('a policy that demands a second factor is named in the step', async () => {
  await lab.idp.directory.createPolicy(tenantId, {
    displayName: 'Needs more',
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
  const asks = await lab.browser.submit(await lab.browser.get(redirectTo(authnRequest())), {
    loginfmt: bSimon,
  });
  await lab.browser.submit(asks, { passwd: password });
  expect(reported().timeline.at(-1)?.what).toMatch(
    /^Conditional Access demands more, by "Needs more" .*Asked the user for a second factor\.$/,
  );
});

test('no password, cookie or secret of a form is in it', async () => {
  const first = await lab.browser.get(redirectTo(authnRequest()));
  expectSignedIn(await lab.browser.signIn(first));
  const written = writeExchange(reported());
  const { cookies } = lab.browser;
  const secrets = [password, first.form.fields.ctx, first.form.fields.flowToken];
  for (const name of ['esctx', 'ESTSAUTH']) secrets.push(cookies.get(name));
  expect(secrets.every((secret) => secret !== undefined && secret.length > 8)).toBe(true);
  for (const secret of secrets) expect(written).not.toContain(secret);
});

test('a claim that is left out says why', async () => {
  await lab.idp.directory.updateUser(lab.userId, { mail: '' });
  expectSignedIn(await lab.browser.signIn(await lab.browser.get(launch)));
  expect(reported()).toMatchObject({ kind: 'launch' });
  expect(reported().claims).toContainEqual({
    name: expect.stringMatching(/emailaddress$/),
    values: [],
    reason: 'user.mail is empty, so the claim is left out',
  });
});

describe('a refusal', () => {
  test('names the check that failed, the code, and the setting to change', async () => {
    const issuer = 'urn:unknown';
    const page = await lab.browser.get(redirectTo(authnRequest({ issuer })));
    const exchange = reported();
    expect(page.body).toContain(`href="http://localhost:4000/exchanges/${exchange.id}"`);
    expect(page.body).toContain('href="/admin/apps"');
    expect(exchange).toMatchObject({
      outcome: 'failure',
      refusal: {
        by: 'idp',
        code: 'AADSTS700016',
        setting: { label: 'Enterprise apps', address: 'http://localhost:4100/admin/apps' },
      },
    });
    expect(outcomes(exchange).slice(-2)).toEqual(['subject passed', 'issuer failed']);
  });

  test('of a user leads to the settings of the application', async () => {
    const page = await lab.browser.signIn(await lab.browser.get(launch), { user: unassigned });
    expect(page.aadsts).toBe(50105);
    expect(page.body).toContain(`href="/admin/apps/${lab.servicePrincipalId}/users"`);
    expect(outcomes(reported()).at(-1)).toBe('assignment failed');
  });

  test('in a Response has the Response too', async () => {
    await lab.browser.get(redirectTo(authnRequest({ attributes: { IsPassive: 'true' } })));
    const exchange = reported();
    expect(outcomes(exchange).at(-1)).toBe('no-page failed');
    expect(exchange.response && decodeMessage(exchange.response).text).toContain('NoPassive');
  });

  test('of an address that is too long', async () => {
    const page = await lab.browser.get(
      redirectTo(authnRequest(), { RelayState: 'x'.repeat(49_000) }),
    );
    expect(page.aadsts).toBe(90015);
    expect(page.body).toContain(`href="http://localhost:4000/exchanges/${reported().id}"`);
    expect(reported()).toMatchObject({ refusal: { code: 'AADSTS90015' } });
    expect(outcomes(reported())).toEqual(['length failed']);
  });

  test('of an unreadable request has what was sent', async () => {
    const page = await lab.browser.get(`/${tenantId}/saml2?SAMLRequest=AAAA`);
    expect(page.aadsts).toBe(750055);
    expect(reported()).toMatchObject({
      request: { value: 'AAAA' },
      refusal: { code: 'AADSTS750055' },
    });
  });
});

test('a LogoutRequest, and the sign-out page, are sign-outs', async () => {
  expectSignedIn(await lab.browser.signIn(await lab.browser.get(launch)));
  await lab.browser.get('/common/oauth2/logout');
  const xml = authnRequest().replaceAll('AuthnRequest', 'LogoutRequest');
  expect((await new Browser(lab.idp.app).get(redirectTo(xml))).aadsts).toBe(7500530);
  const [, page, message] = lab.exchanges.all();
  expect(page).toMatchObject({ kind: 'sign-out', user: bSimon, outcome: 'success' });
  expect(message).toMatchObject({ kind: 'sign-out', refusal: { code: 'AADSTS7500530' } });
});

test('the same request, sent again after its answer, is another exchange', async () => {
  const request = redirectTo(authnRequest());
  await lab.browser.signIn(await lab.browser.get(request));
  expect(lab.exchanges.all()).toHaveLength(1);
  expectSignedIn(await lab.browser.get(request));
  expect(lab.exchanges.all()).toHaveLength(2);
});
