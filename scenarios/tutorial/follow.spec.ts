import { AdminCenter } from '../harness/admin-center.ts';
import { BSimonWindow } from '../harness/b-simon-window.ts';
import { Guide } from '../harness/guide.ts';
import { expect, test } from '../harness/own-lab.ts';
import { PeakonAdministration } from '../harness/peakon-administration.ts';
import { ServiceProvider } from '../harness/service-provider.ts';

test.use({ empty: true });

const email = 'B.Simon@contoso.com';

test('every step on the real pages, from an empty lab to every way of signing in', async ({
  lab,
  page,
  visitor,
}) => {
  test.setTimeout(180_000);
  const guide = new Guide(page, lab);
  const entra = new AdminCenter(await visitor(), lab);
  const peakon = new PeakonAdministration(await visitor(), lab);
  const ticked: string[] = [];
  /** Does a step and waits for its tick; some steps also tick an earlier one. */
  async function step(title: string, body: () => Promise<void>, also: string[] = []) {
    await test.step(title, body);
    ticked.push(...also, title);
    await guide.expectTicked(ticked);
  }

  await guide.open();
  await guide.expectTicked([]);
  await entra.signIn();
  await step('Add Peakon from the gallery', () => entra.addFromGallery('Peakon'));
  await step('Choose SAML as the single sign-on method', () => entra.chooseSaml('Peakon'));
  await step('Fill in Identifier and Reply URL', async () => {
    const title = 'Fill in Identifier and Reply URL';
    await entra.basicSaml('Peakon', {
      identifier: await guide.value(title, 'Identifier (Entity ID)'),
      replyUrl: await guide.value(title, 'Reply URL'),
    });
  });
  await step('Fill in the Sign on URL', async () => {
    const signOnUrl = await guide.value('Fill in the Sign on URL', 'Sign on URL');
    await entra.basicSaml('Peakon', { signOnUrl });
  });
  const certificate = await entra.downloadCertificate('Peakon', 'Raw');
  const loginUrl = await entra.copyUrl('Login URL');
  const logoutUrl = await entra.copyUrl('Logout URL');

  const password = await guide.value('Create the test user B.Simon', 'Password');
  await step('Create the test user B.Simon', () =>
    entra.createUser({
      userName: 'B.Simon',
      displayName: 'B.Simon',
      firstName: 'B',
      lastName: 'Simon',
      email: 'B.Simon@contoso.com',
      password,
    }),
  );
  await step('Assign B.Simon to Peakon', () => entra.assign('Peakon', 'B.Simon'));

  await peakon.signIn();
  await step(
    'Enable single sign-on in Peakon',
    () => peakon.enableSingleSignOn({ loginUrl, logoutUrl, certificate }),
    ['Take the certificate and the URLs to Peakon'],
  );
  await step('Bring the real Entity ID and Reply URL back to Microsoft Entra', async () => {
    const identifier = await peakon.copy('Entity ID');
    const replyUrl = await peakon.copy('Reply URL (ACS)');
    await entra.basicSaml('Peakon', { identifier, replyUrl });
  });
  await step('Create the test user in Peakon', () =>
    peakon.addEmployee({ firstName: 'B', lastName: 'Simon', email }),
  );

  await step('Sign in from Peakon', async () => {
    const bSimon = new BSimonWindow(await visitor(), lab, password);
    await bSimon.signInFromPeakon();
    await expect(bSimon.page).toHaveURL(`${lab.start.sp}/account`);
    expect(await bSimon.employee()).toBe(email);
  });
  await step('Sign in from Microsoft Entra', async () => {
    const peakonApp = await lab.directory.findApplication(lab.start.tenantId, {
      displayName: 'Peakon',
    });
    const bSimon = new BSimonWindow(await visitor(), lab, password);
    await bSimon.signInFromEntra(peakonApp?.servicePrincipal.appId ?? '');
    await expect(bSimon.page).toHaveURL(`${lab.start.sp}/account`);
    expect(await bSimon.employee()).toBe(email);
  });

  await test.step('With a Sign on URL, the tile in My Apps opens Peakon, which starts the sign-in', async () => {
    const bSimon = new BSimonWindow(await visitor(), lab, password);
    await bSimon.pressTile('Peakon');
    await expect(bSimon.page).toHaveURL(`${lab.start.sp}/login`);
    await new ServiceProvider(bSimon.page, lab).startSignIn(email);
    await expect(bSimon.page).toHaveURL(`${lab.start.sp}/account`);
  });
  await test.step('Without a Sign on URL, the tile signs in directly', async () => {
    await entra.basicSaml('Peakon', { signOnUrl: '' });
    await guide.expectTicked(ticked.filter((title) => title !== 'Fill in the Sign on URL'));
    const bSimon = new BSimonWindow(await visitor(), lab, password);
    await bSimon.pressTile('Peakon');
    await expect(bSimon.page).toHaveURL(`${lab.start.sp}/account`);
    expect(await bSimon.employee()).toBe(email);
  });
});
