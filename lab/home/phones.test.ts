import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpClient } from '../../web/testing/http-client.ts';
import { type Lab, startLab } from '../library.ts';
import type { homeVersions } from './app.tsx';

let lab: Lab;
let now: number;
let userId: string;
beforeEach(async () => {
  now = Date.parse('2026-03-01T08:00:10Z');
  const clock = () => new Date(now);
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 }, clock });
  const { directory, start } = lab;
  userId = (await directory.findUser(start.tenantId, simon().userPrincipalName))?.id ?? '';
  await directory.createPolicy(start.tenantId, {
    displayName: 'MFA',
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
  await directory.setSoftwareOath(userId, false);
});
afterEach(() => lab.close());

const simon = () => {
  const found = lab.start.users.find(({ userPrincipalName }) =>
    /^b\.simon/i.test(userPrincipalName),
  );
  if (!found) throw new Error('The lab has no user B.Simon.');
  return found;
};
const phone = { type: 'phone', phoneNumber: '+1 5555551234', phoneType: 'mobile' } as const;
const authenticator = {
  type: 'microsoftAuthenticator',
  displayName: "B.Simon's phone",
  phoneSignIn: false,
} as const;

/** From My Apps' tile to the second factor. */
async function signIn(): Promise<HttpClient> {
  const { idp, appId, tenantId } = lab.start;
  const { userPrincipalName: loginfmt, password: passwd } = simon();
  const browser = new HttpClient();
  await browser.open(`${idp}/api/signin/${appId}?tenantId=${tenantId}`);
  await browser.submit({ loginfmt });
  return browser.submit({ loginfmt, passwd });
}

const versions = async () =>
  (await (await fetch(`${lab.start.lab}/api/home`)).json()) as ReturnType<typeof homeVersions>;
const openHome = () => new HttpClient().open(lab.start.lab);
const answered = { approved: 'KmsiDescription', denied: 'idDiv_SAASDS_Description' };

test('a text message appears with its code, which signs in', async () => {
  await lab.directory.addAuthenticationMethod(userId, phone);
  const before = await versions();
  expect((await openHome()).html).not.toContain('Phones and mailboxes');
  const browser = await signIn();
  const { html } = await openHome();
  expect(html).toContain('text message to +1 5555551234');
  const [sent] = await lab.directory.sentCodes(lab.start.tenantId);
  expect(html).toContain(`<code>${sent?.code}</code>`);
  const after = await versions();
  expect(after.versions.phones).not.toBe(before.versions.phones);
  expect(after.texts).toMatchObject({ [`left-${sent?.id}`]: '300' });
  await browser.submit({ otc: sent?.code ?? '' });
  expect(browser.html).toContain(answered.approved);
  expect((await openHome()).html).toContain('Used');
});

test('a push is approved with the number of the sign-in page, and denied with another', async () => {
  await lab.directory.addAuthenticationMethod(userId, authenticator);
  const numberOn = ({ html }: HttpClient) => /class="display-sign">(\d\d)</.exec(html)?.[1] ?? '';
  const browser = await signIn();
  const number = numberOn(browser);
  const home = await openHome();
  expect(home.html).toContain('Authenticator on B.Simon');
  await home.submit({ number, answer: 'approve' });
  expect([home.status, home.url]).toEqual([200, `${lab.start.lab}/#phones`]);
  expect(home.html).not.toContain('Phones and mailboxes');
  await browser.submit({ mfaAuthMethod: 'PhoneAppNotification' });
  expect(browser.html).toContain(answered.approved);

  const other = await signIn();
  const wrong = numberOn(other) === '99' ? '10' : String(Number(numberOn(other)) + 1);
  await (await openHome()).submit({ number: wrong, answer: 'approve' });
  await other.submit({ mfaAuthMethod: 'PhoneAppNotification' });
  expect(other.html).toContain(answered.denied);
});

test('an empty number decides nothing; an answer that comes too late says so', async () => {
  await lab.directory.addAuthenticationMethod(userId, authenticator);
  await signIn();
  const home = await openHome();
  for (const number of ['', 'x', '7', '123']) {
    await home.submit({ number, answer: 'approve' });
    expect(home.status).toBe(409);
    expect(home.html).toContain('Enter the two digits');
  }
  expect(await lab.directory.pendingApprovals(lab.start.tenantId)).toHaveLength(1);
  const open = await openHome();
  now += 60_000;
  await open.submit({ number: '', answer: 'deny' });
  expect([open.status, open.html]).toEqual([409, expect.stringContaining('no longer waits')]);
});

test('another site cannot answer', async () => {
  await lab.directory.addAuthenticationMethod(userId, authenticator);
  await signIn();
  const [asked] = await lab.directory.pendingApprovals(lab.start.tenantId);
  const fields = { id: asked?.id ?? '', answer: 'deny' };
  const stranger = await new HttpClient().post(`${lab.start.lab}/approvals`, fields);
  expect(stranger.status).toBe(403);
  expect(await lab.directory.pendingApprovals(lab.start.tenantId)).toHaveLength(1);
  const home = await openHome();
  await home.submit({ number: '', answer: 'deny' });
  expect(home.status).toBe(200);
  expect(await lab.directory.pendingApprovals(lab.start.tenantId)).toEqual([]);
});

test('a phone call waits for a key', async () => {
  await lab.directory.addAuthenticationMethod(userId, { ...phone, phoneType: 'office' });
  const browser = await signIn();
  const home = await openHome();
  expect(home.html).toContain('Press # to sign in.');
  await home.submit({ answer: 'approve' });
  await browser.submit({ mfaAuthMethod: 'TwoWayVoiceOffice' });
  expect(browser.html).toContain(answered.approved);
});
