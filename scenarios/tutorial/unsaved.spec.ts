import type { Dialog, Page } from 'playwright/test';
import { AdminCenter } from '../harness/admin-center.ts';
import { expect, test } from '../harness/own-lab.ts';

/** Answers the next dialog of the browser; resolves with its type. */
const answerNext = (page: Page, stay: boolean): Promise<string> =>
  new Promise((resolve) => {
    page.once('dialog', async (dialog: Dialog) => {
      await (stay ? dialog.dismiss() : dialog.accept());
      resolve(dialog.type());
    });
  });

test('Basic SAML Configuration asks before unsaved input is lost, but not after Save or Cancel', async ({
  lab,
  page,
}) => {
  const entra = new AdminCenter(page, lab);
  await entra.signIn();
  const open = async () => {
    await entra.openApplication('Peakon', 'Single sign-on');
    await page.getByRole('link', { name: 'Edit Basic SAML Configuration' }).click();
  };
  await open();
  const relayState = page.getByRole('textbox', { name: 'Relay State' });
  await relayState.fill('/typed');
  const asked = answerNext(page, true);
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  expect(await asked).toBe('beforeunload');
  await expect(relayState).toHaveValue('/typed');

  page.on('dialog', (dialog) => {
    throw new Error(`Asked for ${dialog.type()}.`);
  });
  await page.getByRole('link', { name: 'Cancel' }).click();
  await open();
  await expect(relayState).toHaveValue('');
  await relayState.fill('/saved');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Set up Single Sign-On with SAML' }).waitFor();
  await open();
  await expect(relayState).toHaveValue('/saved');
});
