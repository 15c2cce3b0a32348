import { expect, test } from 'vitest';
import type { NewAuthenticationMethod } from '../../directory/authentication-methods/method-properties.ts';
import { Browser, redirectTo, type Seen } from '../../testing/browser.ts';
import { authnRequest, bSimon, password, unassigned } from '../../testing/contoso.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../../testing/expect-signed-in.ts';
import { registerPasskey } from './testing/passkey-user.ts';

const lab = contosoForEachTest();
const passwordClass = ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'];
const hello = { type: 'windowsHelloForBusiness', displayName: 'Laptop' } as const;

const give = async (method: NewAuthenticationMethod) =>
  (await lab.idp.directory.addAuthenticationMethod(lab.userId, method)).id;

/** The list of the user's credentials. */
async function picker(user: string | undefined = bSimon, request = authnRequest()): Promise<Seen> {
  const { form } = await lab.browser.get(redirectTo(request));
  const hint = user && { login_hint: user };
  const step = new URLSearchParams({ ctx: form.fields.ctx ?? '', ...hint });
  return lab.browser.get(`/common/signinoptions?${step}`);
}

const valuesIn = ({ body }: Seen) => [...body.matchAll(/data-value="(\w+)"/g)].map((one) => one[1]);

/** Follows a row of the list. */
function choose({ body }: Seen, value: string): Promise<Seen> {
  const [, href = ''] = new RegExp(`data-value="${value}"><a[^>]* href="([^"]+)"`).exec(body) ?? [];
  return lab.browser.get(href.replaceAll('&amp;', '&'));
}

/** The forms that sign in by one click. */
const asIfForms = ({ forms }: Seen) => forms.filter(({ fields }) => 'method' in fields);

async function press(page: Seen, fields: Record<string, string> = {}): Promise<Seen> {
  const [form] = asIfForms(page);
  return lab.browser.post(form?.action ?? '', { ...form?.fields, device: '', ...fields });
}

async function pressWithoutDevice(page: Seen): Promise<Seen> {
  const [form] = asIfForms(page);
  const { device: _, ...fields } = form?.fields ?? {};
  return lab.browser.post(form?.action ?? '', fields);
}

test.each<[NewAuthenticationMethod, string, string]>([
  [hello, 'WindowsHello', 'ac:classes:SmartcardPKI<'],
  [
    { type: 'x509Certificate', displayName: 'Smart card', isMultifactor: true },
    'Certificate',
    'ac:classes:SmartcardPKI<',
  ],
  [
    { type: 'x509Certificate', displayName: 'Soft', isMultifactor: false },
    'Certificate',
    'ac:classes:X509<',
  ],
  [
    { type: 'fido2', displayName: 'Key', passkeyType: 'deviceBound' },
    'Fido',
    'ac:classes:SmartcardPKI<',
  ],
  [
    { type: 'fido2', displayName: 'Phone', passkeyType: 'synced' },
    'Fido',
    'ac:classes:SoftwarePKI<',
  ],
])('as if with %o', async (method, row, classRef) => {
  await give(method);
  const page = await choose(await picker(), row);
  expect(page.body).toContain(
    `Sign in as if with ${'displayName' in method && method.displayName}`,
  );
  const asksToStay = await pressWithoutDevice(page);
  expect(asksToStay.body).toContain('KmsiDescription');
  const sent = await lab.browser.submit(asksToStay, { LoginOptions: '0' });
  expectSignedIn(sent);
  expect(sent.response).toContain(classRef);
});

test('a certificate on a joined device is named in AADSTS75011', async () => {
  await give({ type: 'x509Certificate', displayName: 'Smart card', isMultifactor: true });
  const request = authnRequest({ classRefs: passwordClass });
  const page = await choose(await picker(bSimon, request), 'Certificate');
  const refused = await lab.browser.submit(await press(page), { LoginOptions: '0' });
  expect(refused.aadsts).toBe(75011);
  expect(refused.body).toContain('X509, MultiFactor, X509Device');
});

test('the list has what the user has, and only a passkey without a user', async () => {
  expect(valuesIn(await picker())).toEqual(['Fido', 'Password']);
  await give(hello);
  await give({ type: 'temporaryAccessPass', lifetimeInMinutes: 60, isUsableOnce: true });
  await give({ type: 'microsoftAuthenticator', displayName: 'Phone', phoneSignIn: true });
  const all = ['AccessPass', 'Fido', 'RemoteNGC', 'WindowsHello', 'Password'];
  expect(valuesIn(await picker())).toEqual(all);
  const phone = await choose(await picker(), 'RemoteNGC');
  expect(phone.body).toContain('Phone');
  expect(valuesIn(await picker(unassigned))).toEqual(['Fido', 'Password']);
  expect(valuesIn(await picker('nobody@contoso.com'))).toEqual(['Fido', 'Password']);
  const nameless = await picker('');
  expect(nameless.body).toContain('>Sign-in options</h1>');
  expect(valuesIn(nameless)).toEqual(['Fido']);
  const asks = await choose(await picker(), 'Password');
  expect((await lab.browser.submit(asks, { passwd: password })).body).toContain('KmsiDescription');
});

test('the password page links to the list, and to the passkey of a user who has one', async () => {
  const page = async () =>
    (await lab.browser.get(redirectTo(authnRequest(), { login_hint: bSimon }))).body;
  expect(await page()).toContain('id="idA_PWD_SwitchToCredPicker"');
  expect(await page()).not.toContain('id="idA_PWD_SwitchToFido"');
  await give({ type: 'fido2', displayName: 'Key', passkeyType: 'synced' });
  expect(await page()).toContain('id="idA_PWD_SwitchToFido"');
});

test('a method that the user does not have is refused, and the list is shown again', async () => {
  const id = await give(hello);
  const page = await choose(await picker(), 'WindowsHello');
  for (const fields of [
    { method: 'unknown' },
    { method: '' },
    { login: unassigned },
    { login: 'nobody@contoso.com' },
  ]) {
    const refused = await press(page, fields);
    expect(refused.aadsts).toBe(130501);
    expect(refused.body).toContain('id="credentialPickerTitle"');
  }
  const ctx = page.form.fields.ctx ?? '';
  const step = new URLSearchParams({ ctx, login_hint: bSimon, method: 'unknown' });
  expect((await lab.browser.get(`/common/asif?${step}`)).aadsts).toBe(130501);
  expect((await press(page)).body).toContain('KmsiDescription');
  await lab.idp.directory.deleteAuthenticationMethod(lab.userId, id);
  expect((await press(page)).aadsts).toBe(130501);
});

test('a passkey with a key is never used "as if"', async () => {
  await lab.idp.directory.setSoftwareOath(lab.userId, false);
  const browser = new Browser(lab.idp.app);
  await browser.signIn(await browser.get('/mysignins/security-info'));
  await registerPasskey(browser);
  const [method] = await lab.idp.directory.authenticationMethodsOf(lab.userId);
  await give({ type: 'fido2', displayName: 'In the lab', passkeyType: 'synced' });
  const page = await choose(await picker(), 'Fido');
  expect(asIfForms(page)).toHaveLength(1);
  expect((await press(page, { method: method?.id ?? '' })).aadsts).toBe(130501);
  expect((await pressWithoutDevice(page)).body).toContain('KmsiDescription');
});

test('a form of one method is no form of another one, nor of another sign-in or browser', async () => {
  await give(hello);
  const other = await give({ type: 'x509Certificate', displayName: 'Card', isMultifactor: true });
  const page = await choose(await picker(), 'WindowsHello');
  expect((await press(page, { method: other })).aadsts).toBe(165000);
  const second = await lab.browser.get(redirectTo(authnRequest()));
  expect((await press(page, { ctx: second.form.fields.ctx ?? '' })).aadsts).toBe(165000);
  expect((await press(page, { canary: '' })).aadsts).toBe(165000);
  const [form] = asIfForms(page);
  const stranger = new Browser(lab.idp.app);
  await stranger.get(redirectTo(authnRequest()));
  expect((await stranger.post(form?.action ?? '', form?.fields ?? {})).aadsts).toBe(165000);
  expect((await press(page)).body).toContain('KmsiDescription');
});

test('a blocked account is refused', async () => {
  await give(hello);
  const page = await choose(await picker(), 'WindowsHello');
  await lab.idp.directory.updateUser(lab.userId, { accountEnabled: false });
  expect((await press(page)).aadsts).toBe(50057);
});

test('of two tabs of one sign-in, the last method counts, and the older page is refused', async () => {
  await give(hello);
  const page = await choose(await picker(), 'WindowsHello');
  const asks = await choose(await lab.browser.get(optionsOf(page)), 'Password');
  const older = await lab.browser.submit(asks, { passwd: password });
  lab.advance(1000);
  const newer = await pressWithoutDevice(page);
  expect((await lab.browser.submit(older, { LoginOptions: '0' })).aadsts).toBe(165000);
  const sent = await lab.browser.submit(newer, { LoginOptions: '0' });
  expectSignedIn(sent);
  expect(sent.response).toContain('authenticationmethod/hwk<');
});

const optionsOf = ({ body }: Seen) =>
  (/id="idA_PWD_SwitchToCredPicker" href="([^"]+)"/.exec(body)?.[1] ?? '').replaceAll('&amp;', '&');
