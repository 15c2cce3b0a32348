import { expect, test } from 'vitest';
import { Browser, redirectTo, type Seen } from '../../testing/browser.ts';
import { authnRequest, bSimon, password, unassigned } from '../../testing/contoso.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../../testing/expect-signed-in.ts';

const lab = contosoForEachTest();
const start = redirectTo(authnRequest());
const MINUTE = 60_000;

/** Gives B.Simon a pass. @returns what B.Simon types */
async function givePass(more: { isUsableOnce?: boolean; startDateTime?: Date } = {}) {
  const { directory } = lab.idp;
  await directory.addAuthenticationMethod(lab.userId, {
    type: 'temporaryAccessPass',
    lifetimeInMinutes: 60,
    isUsableOnce: false,
    ...more,
  });
  const [method] = await directory.authenticationMethodsOf(lab.userId);
  return method?.temporaryAccessPass ?? '';
}

/** The step after the user name. */
const identified = (browser = lab.browser): Promise<Seen> =>
  browser.get(start).then((page) => browser.submit(page, { loginfmt: bSimon, type: '' }));
/** The page for the pass, which exists also when the pass does not come first. */
async function passPage(browser = lab.browser): Promise<Seen> {
  const { form } = await browser.get(start);
  const step = new URLSearchParams({ ctx: form.fields.ctx ?? '', login_hint: bSimon });
  return browser.get(`/common/accesspass?${step}`);
}
const type = (page: Seen, accesspass: string, browser = lab.browser) =>
  browser.submit(page, { accesspass });

test('a valid pass comes before the password, which is one click away', async () => {
  expect((await identified()).body).toContain('>Enter password</h1>');
  const pass = await givePass();
  const page = await identified();
  expect(page.body).toContain('>Enter Temporary Access Pass</h1>');
  expect(page.body).not.toContain(pass);
  const [, link = ''] = /id="idA_PWD_SwitchToPassword" href="([^"]+)"/.exec(page.body) ?? [];
  const asks = await lab.browser.get(link.replaceAll('&amp;', '&'));
  expect(asks.body).toContain('>Enter password</h1>');
  expect((await lab.browser.submit(asks, { passwd: password })).body).toContain('KmsiDescription');
  const hinted = redirectTo(authnRequest(), { login_hint: bSimon });
  expect((await lab.browser.get(hinted)).body).toContain('>Enter Temporary Access Pass</h1>');
});

test.each([
  [true, 'used once'],
  [false, 'used again'],
])('a pass (one-time: %s) signs in as multifactor, and is %s', async (isUsableOnce, _) => {
  const pass = await givePass({ isUsableOnce });
  const asksToStay = await type(await identified(), ` ${pass} `);
  const sent = await lab.browser.submit(asksToStay, { LoginOptions: '0' });
  expectSignedIn(sent);
  expect(sent.response).toContain('ac:classes:Unspecified<');
  expect(sent.response).toContain('multipleauthn<');
  const other = new Browser(lab.idp.app);
  const again = await type(await passPage(other), pass, other);
  expect(again.aadsts).toBe(isUsableOnce ? 130502 : undefined);
  const comesFirst = (await identified(other)).body.includes('Enter Temporary Access Pass');
  expect(comesFirst).toBe(!isUsableOnce);
});

test('of two tabs with a one-time pass, one signs in', async () => {
  const pass = await givePass({ isUsableOnce: true });
  const [one, other] = [await passPage(), await passPage()];
  const answers = await Promise.all([type(one, pass), type(other, pass)]);
  expect(answers.map(({ aadsts }) => aadsts).toSorted()).toEqual([130502, undefined]);
});

test.each<[string, number, () => Promise<string>]>([
  ['wrong', 130503, async () => `${await givePass()}x`],
  [
    'expired',
    130504,
    async () => {
      const pass = await givePass();
      lab.advance(60 * MINUTE);
      return pass;
    },
  ],
  [
    'not yet valid',
    130507,
    () => givePass({ startDateTime: new Date(lab.now().getTime() + 5 * MINUTE) }),
  ],
  ['there is none', 130507, async () => 'ABCD1234'],
])(
  'a pass that does not sign in says why, and the password still does: %s',
  async (_, code, spoil) => {
    const typed = await spoil();
    const refused = await type(await passPage(), typed);
    expect(refused.aadsts).toBe(code);
    const [, link = ''] = /id="idA_PWD_SwitchToPassword" href="([^"]+)"/.exec(refused.body) ?? [];
    const asks = await lab.browser.get(link.replaceAll('&amp;', '&'));
    expect((await lab.browser.submit(asks, { passwd: password })).body).toContain(
      'KmsiDescription',
    );
    const right = await givePass();
    expect((await type(await passPage(), right)).body).toContain('KmsiDescription');
  },
);

test('an empty pass is an omission; an unknown user is told', async () => {
  const pass = await givePass();
  const page = await passPage();
  const empty = await type(page, ' ');
  expect(empty.aadsts).toBeUndefined();
  expect(empty.body).toContain('Please enter your Temporary Access Pass.');
  const unknown = await lab.browser.submit(page, { login: 'nobody@contoso.com', accesspass: pass });
  expect(unknown.aadsts).toBe(50034);
  expect((await lab.browser.submit(page, { login: unassigned, accesspass: pass })).aadsts).toBe(
    130507,
  );
});

test('ten wrong passes lock the account, also for the password', async () => {
  const pass = await givePass();
  const page = await passPage();
  for (let i = 0; i < 10; i++) expect((await type(page, `wrong${i}`)).aadsts).toBe(130503);
  expect((await type(page, pass)).aadsts).toBe(50053);
  lab.advance(2 * MINUTE);
  expect((await type(page, pass)).body).toContain('KmsiDescription');
});

test('a blocked account keeps its one-time pass', async () => {
  const pass = await givePass({ isUsableOnce: true });
  await lab.idp.directory.updateUser(lab.userId, { accountEnabled: false });
  const page = await passPage();
  expect((await type(page, 'wrong')).aadsts).toBe(130503);
  expect((await type(page, pass)).aadsts).toBe(50057);
  await lab.idp.directory.updateUser(lab.userId, { accountEnabled: true });
  expect((await type(page, pass)).body).toContain('KmsiDescription');
});

test('a form that another site made is refused', async () => {
  const pass = await givePass();
  const page = await passPage();
  const forged = await lab.browser.submit(page, { accesspass: pass, canary: 'x' });
  expect(forged.aadsts).toBe(165000);
  expect((await type(page, pass)).body).toContain('KmsiDescription');
});
