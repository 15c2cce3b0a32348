import { beforeEach, expect, test } from 'vitest';
import { Browser, redirectTo } from '../testing/browser.ts';
import { authnRequest, bSimon, unassigned } from '../testing/contoso.ts';
import { administeredContosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../testing/expect-signed-in.ts';
import { sendForm } from '../testing/send-form.ts';

/** Changes on the admin pages take effect at the next sign-in. */

const lab = administeredContosoForEachTest();
let app: string;
beforeEach(async () => {
  app = `/admin/apps/${lab.servicePrincipalId}`;
});

const url = redirectTo(authnRequest());
async function signedIn(user = bSimon): Promise<Browser> {
  const browser = new Browser(lab.idp.app);
  await browser.signIn(await browser.get('/my-apps'), { user });
  return browser;
}

test('unassigned: 50105, in a signed-in browser too', async () => {
  const simon = await signedIn();
  expectSignedIn(await simon.get(url));
  const list = await lab.admin.get(`${app}/users`);
  const assignment = /name="assignment" value="([^"]+)"/.exec(list.body)?.[1] ?? '';
  await sendForm(
    lab.admin,
    `${app}/users`,
    { assignment, displayName: 'B.Simon' },
    `${app}/users/remove`,
  );
  expect((await simon.get(url)).aadsts).toBe(50105);
});

test('blocked: 50057 in the session and on the form; unblocked: signs in again', async () => {
  const simon = await signedIn();
  const user = `/admin/users/${lab.userId}`;
  await sendForm(lab.admin, user, { enabled: 'no' }, `${user}/account`);
  expect((await simon.get(url)).aadsts).toBe(50057);
  const again = new Browser(lab.idp.app);
  const asks = await again.submit(await again.get(url), { loginfmt: bSimon });
  expect((await again.submit(asks, { passwd: 'Correct-Horse-1' })).aadsts).toBe(50057);
  await sendForm(lab.admin, user, { enabled: 'yes' }, `${user}/account`);
  expectSignedIn(await simon.get(url));
});

const properties = { displayName: 'Peakon', notes: '' };

test('"Enabled for users to sign-in?" No: 7000112 for all users, Global Administrators included', async () => {
  const simon = await signedIn();
  await sendForm(lab.admin, `${app}/properties`, { ...properties, accountEnabled: 'no' });
  expect((await simon.get(url)).aadsts).toBe(7000112);
  expect((await lab.admin.get(url)).aadsts).toBe(7000112);
  await sendForm(lab.admin, `${app}/properties`, { ...properties, accountEnabled: 'yes' });
  expectSignedIn(await simon.get(url));
});

test('"Assignment required?" No admits users who are not assigned', async () => {
  const lee = await signedIn(unassigned);
  expect((await lee.get(url)).aadsts).toBe(50105);
  await sendForm(lab.admin, `${app}/properties`, {
    ...properties,
    appRoleAssignmentRequired: 'no',
  });
  expect((await lee.get(url)).response).toContain(unassigned);
});
