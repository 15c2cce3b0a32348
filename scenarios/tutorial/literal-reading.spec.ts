import { BSimonWindow } from '../harness/b-simon-window.ts';
import { Guide } from '../harness/guide.ts';
import { expect, test } from '../harness/own-lab.ts';
import { PeakonAdministration } from '../harness/peakon-administration.ts';
import { bSimon } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';

/** As the tutorial's text says: not the address of the user in Microsoft Entra (entra-admin.md 0, trap 1). */
const britta = { firstName: 'Britta', lastName: 'simon', email: 'Brittasimon@contoso.com' };

test.setTimeout(120_000);

test('following the text literally ends in a refusal that says why; the same address in both places fixes it', async ({
  lab,
  page,
  visitor,
}) => {
  const guide = new Guide(page, lab);
  const title = 'Create the test user in Peakon';
  await guide.open();
  await guide.unfold(title);
  await guide.step(title).getByRole('button', { name: 'Start over' }).click();
  const peakon = new PeakonAdministration(await visitor(), lab);
  await peakon.signIn();
  await peakon.addEmployee(britta);
  await expect(guide.step(title)).toContainText('To do');
  await guide.unfold(title);
  await expect(guide.step(title)).toContainText(`The tutorial uses ${britta.email} here`);

  const { password } = bSimon(lab);
  const window = new BSimonWindow(await visitor(), lab, password);
  await window.signInFromPeakon();
  const refusal = window.page.locator('#refusal');
  const { failedCheck } = new ServiceProvider(window.page, lab);
  await expect(failedCheck).toHaveAttribute('data-check', 'employee');
  await expect(refusal).toContainText('This looks like one person with two addresses');
  await expect(refusal).toContainText(britta.email);
  expect(await window.employee()).toBeUndefined();

  await peakon.addEmployee({ firstName: 'B', lastName: 'Simon', email: 'B.Simon@contoso.com' });
  await expect(guide.step(title)).toContainText('Done', { timeout: 10_000 });
  const again = new BSimonWindow(await visitor(), lab, password);
  await again.signInFromPeakon();
  await expect(again.page).toHaveURL(`${lab.start.sp}/account`);
  expect(await again.employee()).toBe('B.Simon@contoso.com');
});
