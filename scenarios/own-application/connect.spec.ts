import { type ForeignSp, startForeignSp } from '../../check/testing/foreign-sp.ts';
import { AdminCenter } from '../harness/admin-center.ts';
import { expect, test } from '../harness/own-lab.ts';
import { bSimon } from '../harness/people.ts';
import { SignInPage } from '../harness/sign-in-page.ts';

test.setTimeout(120_000);

const name = 'Timesheets';
const certificateIn = (metadata: string) =>
  /<IDPSSODescriptor.*?<X509Certificate>([^<]+)/s.exec(metadata)?.[1] ?? '';

test('the recipe of the README: an application of its own, and its own certificate', async ({
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
    const peakons = `${idp}/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`;
    const misled = await connect(peakons);
    const person = await visitor();
    await person.goto(misled.login);
    await expect(person.locator('#service_exception_message')).toContainText('AADSTS700016');
    await expect(person.locator('#advice')).toContainText('Create your own application');

    await admin.signIn();
    await page.goto(home);
    await page.getByRole('link', { name: 'Create your own application' }).click();
    await page.getByLabel('Name', { exact: false }).first().fill(name);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Getting Started' }).waitFor();
    await admin.chooseSaml(name);
    await admin.assign(name, 'B.Simon');

    await register(misled);
    await person.goto(misled.login);
    await new SignInPage(person).signIn(bSimon(lab));
    await expect(person.getByText('Invalid signature')).toBeVisible();

    await admin.openApplication(name, 'Single sign-on');
    const copy = page.getByRole('button', { name: 'Copy App Federation Metadata Url' });
    const own = await connect((await copy.getAttribute('data-copy')) ?? '');
    await register(own);
    await person.goto(own.login);
    await person.waitForURL(`${own.url}/`);
    await person.goto(own.whoami);
    await expect(person.locator('body')).toContainText('B.Simon@contoso.com');
  } finally {
    for (const sp of sps) await sp.close();
  }
});
