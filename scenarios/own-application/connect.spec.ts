import { type ForeignSp, startForeignSp } from '../../check/testing/foreign-sp.ts';
import { AdminCenter } from '../harness/admin-center.ts';
import { expect, test } from '../harness/own-lab.ts';
import { bSimon } from '../harness/people.ts';
import { SignInPage } from '../harness/sign-in-page.ts';

test.setTimeout(120_000);

const name = 'Timesheets';
const certificateIn = (metadata: string) =>
  /<IDPSSODescriptor.*?<X509Certificate>([^<]+)/s.exec(metadata)?.[1] ?? '';

test('a service provider works with its own application and certificate, not with Peakon’s', async ({
  lab,
  page,
  visitor,
}) => {
  const { idp, lab: home, tenantId, appId } = lab.start;
  const sps: ForeignSp[] = [];
  const connect = async (metadataUrl: string): Promise<ForeignSp> => {
    const idpCertificate = certificateIn(await (await fetch(metadataUrl)).text());
    const sp = await startForeignSp({ idpCertificate, entryPoint: `${idp}/${tenantId}/saml2` });
    sps.push(sp);
    return sp;
  };
  const register = async (sp: ForeignSp) => {
    await admin.openApplication(name, 'Single sign-on');
    await page.getByRole('link', { name: 'Upload metadata file' }).click();
    const buffer = Buffer.from(await (await fetch(sp.metadata)).text());
    const file = { name: 'sp.xml', mimeType: 'application/xml', buffer };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Set up Single Sign-On with SAML' }).waitFor();
  };
  const admin = new AdminCenter(page, lab);
  try {
    const peakonMetadata = `${idp}/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`;
    const misconfigured = await connect(peakonMetadata);
    const userWindow = await visitor();
    await userWindow.goto(misconfigured.login);
    await expect(userWindow.locator('#service_exception_message')).toContainText('AADSTS700016');
    await expect(userWindow.locator('#advice')).toContainText('Create your own application');

    await admin.signIn();
    await page.goto(home);
    await page.getByRole('link', { name: 'Create your own application' }).click();
    await page.getByLabel('Name', { exact: false }).first().fill(name);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Getting Started' }).waitFor();
    await admin.chooseSaml(name);
    await admin.assign(name, 'B.Simon');

    await register(misconfigured);
    await userWindow.goto(misconfigured.login);
    await new SignInPage(userWindow).signIn(bSimon(lab));
    await expect(userWindow.getByText('Invalid signature')).toBeVisible();

    await admin.openApplication(name, 'Single sign-on');
    const copy = page.getByRole('button', { name: 'Copy App Federation Metadata Url' });
    const connected = await connect((await copy.getAttribute('data-copy')) ?? '');
    await register(connected);
    await userWindow.goto(connected.login);
    await userWindow.waitForURL(`${connected.url}/`);
    await userWindow.goto(connected.whoami);
    await expect(userWindow.locator('body')).toContainText('B.Simon@contoso.com');
  } finally {
    for (const sp of sps) await sp.close();
  }
});
