import { beforeEach, describe, expect, test } from 'vitest';
import type { Seen } from '../testing/browser.ts';
import { bSimon, replyUrl, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import {
  addApplication,
  framesOf,
  open,
  peakon,
  statesOn,
  withLogoutUrl,
} from './testing/participants.ts';

const lab = contosoForEachTest();
beforeEach(() => withLogoutUrl(lab));

const follow = (answer: Seen) => lab.browser.get(String(answer.headers.location));
const onward = ({ body }: Seen) =>
  /<a href="([^"]+)"[^>]* id="goOn"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';

describe.each([
  '/common/oauth2/logout',
  `/${tenantId}/oauth2/logout`,
  `/${tenantId}/oauth2/v2.0/logout`,
  '/contoso.com/oauth2/v2.0/logout',
])('%s', (address) => {
  test('ends the session and tells every application', async () => {
    const wiki = await addApplication(lab, 'Wiki');
    await open(lab.browser, peakon);
    await open(lab.browser, wiki);
    const page = await follow(await lab.browser.get(address));
    expect([...framesOf(page).keys()].toSorted()).toEqual(['Peakon', 'Wiki']);
    const result = await lab.browser.get(`${onward(page)}&loaded=0+1`);
    expect(statesOn(result)).toEqual({ Peakon: 'loaded', Wiki: 'loaded' });
    expect(result.body).toContain('You signed out of your account');
    expect(result.body).not.toContain('http-equiv="refresh"');
    expect([...lab.browser.cookies.keys()]).toEqual(['esctx']);
  });

  test('says the same when nobody is signed in', async () => {
    const page = await lab.browser.get(address);
    expect(page.status).toBe(200);
    expect(page.body).toContain('You signed out of your account');
  });
});

test('My Apps leads there', async () => {
  await open(lab.browser, peakon);
  const page = await lab.browser.get('/my-apps');
  expect(page.body).toContain('href="/common/oauth2/logout"');
});

describe('post_logout_redirect_uri', () => {
  const to = (address: string, path = `/${tenantId}/oauth2/v2.0/logout`) =>
    lab.browser.get(`${path}?post_logout_redirect_uri=${encodeURIComponent(address)}`);

  test('leads to a Reply URL of the tenant, after the applications were told', async () => {
    await open(lab.browser, peakon);
    const page = await follow(await to(replyUrl));
    const result = await lab.browser.get(onward(page));
    const end = await lab.browser.get(onward(result));
    expect(end).toMatchObject({ status: 303, headers: { location: replyUrl } });
  });

  test('at once when nobody has to be told', async () => {
    expect((await to(replyUrl)).headers.location).toBe(replyUrl);
    const named = await lab.browser.get(
      `/contoso.com/oauth2/logout?POST_LOGOUT_REDIRECT_URI=${encodeURIComponent(replyUrl)}`,
    );
    expect(named.headers.location).toBe(replyUrl);
  });

  test('of the tenant of the user also counts at /common', async () => {
    expect((await to(replyUrl, '/common/oauth2/logout')).headers.location).toBeUndefined();
    await open(lab.browser, peakon);
    const page = await follow(await to(replyUrl, '/common/oauth2/logout'));
    const result = await lab.browser.get(onward(page));
    expect((await lab.browser.get(onward(result))).headers.location).toBe(replyUrl);
  });

  test.each([
    ['another host', 'https://evil.example/'],
    ['a longer path', `${replyUrl}/more`],
    ['a query more', `${replyUrl}?a=b`],
    ['the begin of one', replyUrl.slice(0, -1)],
    ['another letter case', replyUrl.toUpperCase()],
    ['no scheme', '//evil.example/'],
    ['a script', 'javascript:alert(1)'],
    ['a relative address', '/my-apps'],
    ['a wildcard', 'http://localhost:4200/*'],
    ['the JSON of a list', '","'],
    ['a wildcard of LIKE', '%'],
    ['user info before the host', replyUrl.replace('localhost', 'localhost:4200@evil.example')],
    ['nothing', ''],
    ['100,000 characters', `https://evil.example/${'a'.repeat(20_000)}`],
  ])('is ignored when it is not registered: %s', async (_, address) => {
    const page = await to(address);
    expect(page.status).toBe(200);
    expect(page.headers.location).toBeUndefined();
    expect(page.body).toContain('You signed out of your account');
    expect((await to(replyUrl)).headers.location).toBe(replyUrl); // the control
  });

  test('of another tenant is not registered here', async () => {
    const fabrikam = 'bbbbcccc-1111-dddd-2222-eeee3333ffff';
    await lab.idp.directory.createTenant({
      id: fabrikam,
      displayName: 'Fabrikam',
      domain: 'fabrikam.com',
    });
    expect((await to(replyUrl, `/${fabrikam}/oauth2/logout`)).headers.location).toBeUndefined();
  });
});

test('a sign-out that began here is one exchange, beside one for each application', async () => {
  await open(lab.browser, peakon);
  const page = await follow(await lab.browser.get('/common/oauth2/logout'));
  await lab.browser.get(onward(page));
  const exchanges = lab.exchanges.all().filter(({ kind }) => kind === 'sign-out');
  expect(exchanges).toHaveLength(2);
  expect(exchanges).toContainEqual(
    expect.objectContaining({
      user: bSimon,
      outcome: 'failure',
      refusal: expect.objectContaining({ code: 'PartialLogout' }),
    }),
  );
});
