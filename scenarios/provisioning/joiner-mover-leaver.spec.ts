import { AdminCenter } from '../harness/admin-center.ts';
import { BSimonWindow } from '../harness/b-simon-window.ts';
import { EntraProvisioning } from '../harness/entra-provisioning.ts';
import { Guide } from '../harness/guide.ts';
import { expect, test } from '../harness/own-lab.ts';
import { PeakonAdministration } from '../harness/peakon-administration.ts';
import { ServiceProvider } from '../harness/service-provider.ts';

test.use({ empty: true });

const email = 'B.Simon@contoso.com';

/** The steps of the guide that come before provisioning; Peakon's employee is missing, who is to be provisioned. */
const before = [
  'add-application',
  'choose-saml',
  'basic-saml',
  'sign-on-url',
  'create-user',
  'assign-user',
  'hand-over',
  'enable-peakon',
  'real-values',
];

test('a joiner signs in, a mover stays the same person, a leaver is signed out', async ({
  lab,
  page,
  visitor,
}) => {
  test.setTimeout(180_000);
  const guide = new Guide(page, lab);
  await guide.open();
  for (const step of before) await guide.doForMe(step);
  const entra = new AdminCenter(await visitor(), lab);
  const provisioning = new EntraProvisioning(entra, 'Peakon');
  await guide.unfold('Create the test user B.Simon');
  const password = await guide.value('Create the test user B.Simon', 'Password');
  await entra.signIn();

  await test.step('Entra takes the address and the token of Peakon', async () => {
    await guide.unfold('Connect Microsoft Entra to Peakon');
    const scimUrl = await guide.value('Connect Microsoft Entra to Peakon', 'Tenant URL');
    const peakon = new PeakonAdministration(await visitor(), lab);
    await peakon.signIn();
    const token = await peakon.enableProvisioning();
    await provisioning.newConfiguration({ tenantUrl: scimUrl, secretToken: 'wrong' });
    expect(await provisioning.testConnection()).toContain('The connection does not work');
    await provisioning.newConfiguration({ tenantUrl: scimUrl, secretToken: token });
    expect(await provisioning.testConnection()).toContain('The connection works');
    await provisioning.create();
    await guide.expectOptionalTicked([
      'Enable Employee Provisioning in Peakon',
      'Connect Microsoft Entra to Peakon',
    ]);
  });

  const bSimon = new BSimonWindow(await visitor(), lab, password);
  /** Entra's own session is still open: no page asks for anything. */
  const signInAgain = () => new ServiceProvider(bSimon.page, lab).startSignIn(email);
  await test.step('Joiner: nobody before; assigned, provisioned, signed in', async () => {
    await bSimon.signInFromPeakon();
    expect(await bSimon.employee()).toBeUndefined();
    await provisioning.start();
    await provisioning.runCycle();
    const employee = await lab.administration.findEmployee('contoso', email);
    expect(employee).toMatchObject({ firstName: 'B', lastName: 'Simon' });
    expect(await provisioning.logged('B.Simon')).toContain('Create');
    await guide.expectOptionalTicked([
      'Enable Employee Provisioning in Peakon',
      'Connect Microsoft Entra to Peakon',
      'Start provisioning',
      'See B.Simon arrive in Peakon',
    ]);
    await signInAgain();
    await expect(bSimon.page).toHaveURL(`${lab.start.sp}/account`);
    expect(await bSimon.employee()).toBe(email);
  });

  await test.step('Mover: another name, the same person, still signed in', async () => {
    const { tenantId } = lab.start;
    const person = await lab.administration.findEmployee('contoso', email);
    const user = await lab.directory.findUser(tenantId, email);
    await lab.directory.updateUser(user?.id ?? '', { surname: 'Simon-Okafor' });
    await provisioning.runCycle();
    const moved = await lab.administration.findEmployee('contoso', email);
    expect(moved).toMatchObject({ id: person?.id, lastName: 'Simon-Okafor' });
    expect(await bSimon.employee()).toBe(email);
    expect((await provisioning.logged('B.Simon'))[0]).toBe('Update');
    const { result } = await provisioning.provisionOnDemand('B.Simon');
    expect(result).toContain('Skipped');
  });

  await test.step('Leaver: unassigned, disabled, the session has ended', async () => {
    expect(await bSimon.employee()).toBe(email);
    await entra.unassign('Peakon', 'B.Simon');
    await provisioning.runCycle();
    expect(await bSimon.employee()).toBeUndefined();
    await signInAgain();
    await expect(bSimon.page.getByText('AADSTS50105').first()).toBeVisible();
    expect((await provisioning.logged('B.Simon'))[0]).toBe('Disable');
  });

  await test.step('Assigned again: the same person is enabled', async () => {
    await entra.assign('Peakon', 'B.Simon');
    await provisioning.runCycle();
    await signInAgain();
    await expect(bSimon.page).toHaveURL(`${lab.start.sp}/account`);
    expect(await bSimon.employee()).toBe(email);
  });
});
