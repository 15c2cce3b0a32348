/**
 * `npm run screenshots`: makes docs/images/*.png from a lab in memory, whose passwords and keys are discarded with it.
 */
import { chromium, type Page } from 'playwright';
import { type Lab, startLab } from 'samlab';
import { launchOptions } from '../browser/launch-options.ts';

const images = new URL('../docs/images/', import.meta.url);

await using cleanup = new AsyncDisposableStack();
const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
cleanup.defer(() => lab.close());
const browser = await chromium.launch(launchOptions());
cleanup.defer(() => browser.close());

await inNewWindow(async (page) => {
  await page.goto(lab.start.lab);
  await shoot(page, 'lab-home');
  await page.getByRole('link', { name: 'Open from Microsoft Entra' }).click();
  await signIn(page, 'B.Simon@contoso.com', () => shoot(page, 'sign-in'));
  await page.waitForURL(`${lab.start.sp}/account`);
  await shoot(page, 'employee');
});

// Assigned at Entra, but no employee at Peakon: the tutorial's "Create Peakon test user" forgotten.
await assign(lab, 'K.Lee@contoso.com');
await inNewWindow(async (page) => {
  await page.goto(`${lab.start.idp}/api/signin/${lab.start.appId}?tenantId=${lab.start.tenantId}`);
  await signIn(page, 'K.Lee@contoso.com');
  await page.waitForURL(`${lab.start.sp}/saml/contoso/assert`);
  await shoot(page, 'refusal');
});

// B.Simon is provisioned on demand, with every step.
await inNewWindow(async (page) => {
  const tenant = await lab.findTenant('contoso.com');
  await tenant?.configureProvisioning('Peakon', { company: 'contoso' });
  const peakon = await tenant?.findApplication('Peakon');
  const onDemand = `${lab.start.idp}/admin/apps/${peakon?.servicePrincipalId}/provisioning/on-demand`;
  await page.goto(onDemand);
  await signIn(page, 'admin@contoso.com');
  await page.getByRole('radio', { name: 'B.Simon' }).check();
  await page.getByRole('button', { name: 'Provision', exact: true }).click();
  await page.locator('#exchange-0 > summary').click();
  await shoot(page, 'provision-on-demand');
});

async function inNewWindow(visit: (page: Page) => Promise<void>): Promise<void> {
  const viewport = { width: 1200, height: 820 };
  const page = await browser.newPage({ viewport, deviceScaleFactor: 1.5, colorScheme: 'light' });
  await visit(page);
  await page.context().close();
}

/** Entra's three steps, by the ids of entra-saml.md 9.2; `atPassword` runs after the password is typed. */
async function signIn(page: Page, userPrincipalName: string, atPassword = async () => {}) {
  const user = lab.start.users.find((each) => each.userPrincipalName === userPrincipalName);
  await page.locator('#i0116').fill(userPrincipalName);
  await page.locator('#idSIButton9').click();
  await page.locator('#i0118').fill(user?.password ?? '');
  await atPassword();
  await page.locator('#idSIButton9').click();
  await page.locator('#KmsiCheckboxField').waitFor();
  await page.locator('#idBtn_Back').click();
}

async function assign({ directory, start }: Lab, userPrincipalName: string): Promise<void> {
  const user = await directory.findUser(start.tenantId, userPrincipalName);
  const { tenantId, appId } = start;
  const peakon = await directory.findApplication(tenantId, { appId: appId ?? '' });
  if (!user || !peakon) throw new Error(`${userPrincipalName} or Peakon is missing from the lab.`);
  await directory.assign({ servicePrincipalId: peakon.servicePrincipal.id, userId: user.id });
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate('document.fonts.ready');
  const path = new URL(`${name}.png`, images).pathname;
  await page.screenshot({ path, animations: 'disabled' });
  console.log(path);
}
