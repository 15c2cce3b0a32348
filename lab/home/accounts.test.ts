import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHtmlPage } from '../../web/markup/html-page.ts';
import { type Lab, startLab } from '../library.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
});
afterEach(() => lab.close());

const bSimon = 'B.Simon@contoso.com';
const page = async () => (await fetch(lab.start.lab)).text();
/** The text of the card "Accounts". */
async function people(): Promise<string> {
  const { text } = readHtmlPage(await page(), lab.start.lab);
  return text.slice(text.indexOf('Accounts'), text.indexOf('The six digits'));
}
const version = async () =>
  ((await (await fetch(`${lab.start.lab}/api/home`)).json()) as { versions: { people: string } })
    .versions.people;
const userId = async (name = bSimon) =>
  (await lab.directory.findUser(lab.start.tenantId, name))?.id ?? '';
const peakon = async () => {
  const found = await lab.directory.findApplication(lab.start.tenantId, { displayName: 'Peakon' });
  return found?.servicePrincipal.id ?? '';
};

test('in the end state B.Simon can sign in, K.Lee is refused', async () => {
  expect(await people()).toContain('EnabledAssignedAssigned to Peakon: can sign in');
  expect(await people()).toContain('EnabledNot assignedNot assigned to Peakon: refused');
});

test('each account has its current code, until the app is removed', async () => {
  const before = await version();
  const { code } = await lab.directory.secondFactor(await userId());
  expect(await people()).toContain(code);
  await lab.directory.setSoftwareOath(await userId(), false);
  expect(await version()).not.toBe(before);
  expect(await people()).toContain('No app');
});

test('a user who was deleted and made again elsewhere is neither assigned nor has the password of this lab', async () => {
  const [{ password } = { password: '' }] = lab.start.users;
  expect(await people()).toContain(password);
  const before = await version();
  await lab.directory.deleteUser(await userId());
  await lab.directory.createUser({
    tenantId: lab.start.tenantId,
    userPrincipalName: bSimon,
    displayName: 'B.Simon',
    password: 'Correct-Horse-1',
  });
  expect(await version()).not.toBe(before);
  const now = await people();
  expect(now).not.toContain('can sign in (');
  expect(now).not.toContain('Assigned to Peakon: can sign in');
  expect(now.match(/Not assigned to Peakon: refused/g)).toHaveLength(2);
  expect(now).toContain('Password set elsewhere');
  expect(now).not.toContain(password);
});

test('a password that was set elsewhere is not shown, also not in the guide', async () => {
  const [{ password } = { password: '' }] = lab.start.users;
  const shown = async () =>
    readHtmlPage(await page(), lab.start.lab).text.split(password).length - 1;
  const before = await shown();
  await lab.directory.resetPassword(await userId(), 'Correct-Horse-1');
  expect(await people()).toContain('Password set elsewhere');
  expect(readHtmlPage(await page(), lab.start.lab).text).toContain('Another password was set.');
  // Only the step that creates the user still says which password to give.
  expect([before, await shown()]).toEqual([4, 1]);
  await lab.directory.resetPassword(await userId(), password);
  expect(await shown()).toBe(before);
});

test.each<[string, string, () => Promise<unknown>]>([
  [
    'a blocked user',
    'Blocked: cannot sign in (AADSTS50057)',
    async () => lab.directory.updateUser(await userId(), { accountEnabled: false }),
  ],
  [
    'an open application',
    'Needs no assignment to Peakon, which has no employee with this address',
    async () => lab.directory.setProperties(await peakon(), { appRoleAssignmentRequired: false }),
  ],
  [
    'an assigned user without an employee',
    'Assigned to Peakon, which has no employee with this address',
    async () => {
      const userId = (await lab.directory.findUser(lab.start.tenantId, 'K.Lee@contoso.com'))?.id;
      await lab.directory.assign({ servicePrincipalId: await peakon(), userId: userId ?? '' });
    },
  ],
  [
    'an assignment through a group',
    'Assigned to Peakon, which has no employee with this address',
    async () => {
      const members = [await userId('K.Lee@contoso.com')];
      const { id } = await lab.directory.createGroup({
        tenantId: lab.start.tenantId,
        displayName: 'Everybody',
      });
      await lab.directory.addGroupMembers(id, members);
      await lab.directory.assign({ servicePrincipalId: await peakon(), groupId: id });
    },
  ],
  [
    'single sign-on that was disabled at Peakon',
    'Assigned to Peakon, which is not set up yet',
    () => lab.administration.disableSingleSignOn('contoso'),
  ],
  [
    'a tenant without Peakon',
    'User of the tenant, to which Peakon was not added yet',
    async () => lab.directory.deleteApplication(await peakon()),
  ],
  [
    'an administrator who lost the roles',
    'Not assigned to Peakon: refused (AADSTS50105)',
    async () => lab.directory.setDirectoryRoles(await userId('admin@contoso.com'), []),
  ],
])('says what is true of %s', async (_what, sentence, act) => {
  const count = (text: string) => text.split(sentence).length;
  const before = count(await people());
  await act();
  expect(count(await people())).toBeGreaterThan(before);
});
