import { Guide } from '../harness/guide.ts';
import { expect, test } from '../harness/own-lab.ts';

test.use({ empty: true });

const first = 'Add Peakon from the gallery';
const second = 'Choose SAML as the single sign-on method';

test('updates without a reload and keeps open steps open', async ({ lab, page }) => {
  const guide = new Guide(page, lab);
  await guide.open();
  await guide.unfold(second);
  await page.evaluate(() => document.body.setAttribute('data-loaded', 'once'));
  const { tenantId } = lab.start;
  const { servicePrincipalId } = await lab.directory.addApplication({
    tenantId,
    displayName: 'Peakon',
  });
  await guide.expectTicked([first]);
  const link = guide.step(second).getByRole('link', { name: 'Open Single sign-on' });
  await expect(link).toBeVisible();
  await expect(link).toHaveAttribute('href', new RegExp(`/admin/apps/${servicePrincipalId}/`));
  await expect(page.locator('body')).toHaveAttribute('data-loaded', 'once');
  await lab.directory.deleteApplication(servicePrincipalId);
  await guide.expectTicked([]);
});

test('copies a value, also after the page has updated itself', async ({ lab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: lab.start.lab });
  const guide = new Guide(page, lab);
  await guide.open();
  const title = 'Fill in the Sign on URL';
  await guide.unfold(title);
  await lab.directory.addApplication({ tenantId: lab.start.tenantId, displayName: 'Peakon' });
  await guide.expectTicked([first]);
  const copy = guide.step(title).getByRole('button', { name: 'Copy Sign on URL' });
  await copy.click();
  await expect(copy).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${lab.start.sp}/login`);
});

test('does and undoes a step, and says why a step cannot be done yet', async ({ lab, page }) => {
  const guide = new Guide(page, lab);
  const press = async (title: string, name: string) => {
    await guide.unfold(title);
    await guide.step(title).getByRole('button', { name }).click();
  };
  await guide.open();
  await press(second, 'Do this step for me');
  await expect(page.locator('#guideProblem')).toContainText('Add Peakon from the gallery first');
  await press(first, 'Do this step for me');
  await guide.expectTicked([first]);
  await press(second, 'Do this step for me');
  await guide.expectTicked([first, second]);
  await press(first, 'Start over');
  await guide.expectTicked([]);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a reload updates the ticks, and the buttons work', async ({ lab, page }) => {
    const guide = new Guide(page, lab);
    await guide.open();
    await guide.step(first).getByRole('button', { name: 'Do this step for me' }).click();
    await guide.expectTicked([first]);
    const app = await lab.directory.findApplication(lab.start.tenantId, { displayName: 'Peakon' });
    await lab.directory.deleteApplication(app?.servicePrincipal.id ?? '');
    await guide.open();
    await guide.expectTicked([]);
  });
});

test('shows the verification code of each user and updates without a reload', async ({
  lab,
  page,
}) => {
  await page.goto(lab.start.lab);
  const codes = page.locator('#codes');
  const people = page.locator('#people');
  const admin = lab.start.users[0];
  if (!admin) throw new Error('The lab has no administrator.');
  const account = people.getByRole('listitem').filter({ hasText: admin.userPrincipalName });
  await expect(account.getByRole('button', { name: /^Copy code of/ })).toBeVisible();
  await page.evaluate(() => document.body.setAttribute('data-loaded', 'once'));
  const { id } = await lab.directory.createUser({
    tenantId: lab.start.tenantId,
    userPrincipalName: 'z.visitor@contoso.com',
    displayName: 'Z. Visitor',
    password: 'Correct-Horse-1',
  });
  await lab.directory.secondFactor(id);
  await expect(codes.getByText('z.visitor@contoso.com', { exact: true })).toBeVisible();
  await lab.directory.deleteUser(id);
  await expect(codes.getByText('z.visitor@contoso.com', { exact: true })).toBeHidden();
  await expect(page.locator('body')).toHaveAttribute('data-loaded', 'once');
});
