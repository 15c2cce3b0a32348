import { AdminCenter } from '../harness/admin-center.ts';
import { expect, test } from '../harness/own-lab.ts';
import { bSimon, kLee } from '../harness/people.ts';
import { SignInPage } from '../harness/sign-in-page.ts';

// Two users, each in a separate window.
test.describe.configure({ timeout: 120_000 });

test('with a Sign on URL, it opens that page, where the application starts the sign-in', async ({
  lab,
  page,
  visitor,
}) => {
  const entra = new AdminCenter(page, lab);
  await entra.signIn();
  const address = await entra.beginTest('Peakon');
  expect(address).toBe(`${lab.start.sp}/login`);
  const window = await visitor();
  await window.goto(address);
  await window.getByLabel('E-mail address').fill(bSimon(lab).userPrincipalName);
  await window.getByRole('button', { name: 'Continue' }).click();
  await new SignInPage(window).signIn(bSimon(lab));
  await expect(window).toHaveURL(`${lab.start.sp}/account`);

  await expect(entra.outcomeOfTest).toContainText('A response was sent');
  await expect(entra.outcomeOfTest).toContainText(bSimon(lab).userPrincipalName);
  await expect(page.getByText('AuthnRequest').first()).toBeAttached();
});

test('without a Sign on URL, it signs in directly; a refusal is shown with its code', async ({
  lab,
  page,
  visitor,
}) => {
  const entra = new AdminCenter(page, lab);
  await entra.signIn();
  await entra.basicSaml('Peakon', { signOnUrl: '' });
  const address = await entra.beginTest('Peakon');
  const window = await visitor();
  await window.goto(address);
  await new SignInPage(window).signIn(bSimon(lab));
  await expect(window).toHaveURL(`${lab.start.sp}/account`);
  await expect(entra.outcomeOfTest).toContainText('A response was sent');

  const again = await entra.beginTest('Peakon');
  const other = await visitor();
  await other.goto(again);
  await new SignInPage(other).signIn(kLee(lab));
  await expect(other.getByText('AADSTS50105').first()).toBeVisible();
  await expect(entra.outcomeOfTest).toContainText('AADSTS50105');
});
