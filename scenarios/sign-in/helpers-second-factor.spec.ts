import { expect, test } from '../harness/own-lab.ts';
import { bSimon } from '../harness/people.ts';
import type { Helper } from './helpers/helper.ts';
import { loops } from './helpers/loops.ts';
import { open } from './helpers/open.ts';

const byId: Helper = {
  reliesOn: 'ids',
  async signIn(page, { userPrincipalName, password, code }) {
    await page.fill('#i0116', userPrincipalName);
    await page.click('#idSIButton9');
    await page.fill('#i0118', password);
    await page.click('#idSIButton9');
    await expect(page.locator('meta[name=PageID]')).toHaveAttribute('content', 'ConvergedTFA');
    await page.click('#idSubmit_SAOTCC_Continue');
    await expect(page.locator('#idSpan_SAOTCC_Error_OTC')).toContainText('type in the code');
    await page.fill('#idTxtBx_SAOTCC_OTC', (await code?.()) ?? '');
    await page.click('[data-report-event=Signin_Submit]');
    await page.click('#idBtn_Back');
  },
};

for (const { reliesOn, signIn } of [byId, ...loops])
  test(`a helper that enters a code and relies on ${reliesOn}`, async ({ page, lab }) => {
    const { directory, start } = lab;
    const person = bSimon(lab);
    const user = await directory.findUser(start.tenantId, person.userPrincipalName);
    await directory.createPolicy(start.tenantId, {
      displayName: 'MFA',
      state: 'enabled',
      conditions: {
        includeUsers: 'all',
        includeUserIds: [],
        includeGroupIds: [],
        excludeUserIds: [],
        excludeGroupIds: [],
        includeApplications: 'all',
        servicePrincipalIds: [],
      },
      grantControl: 'mfa',
      signInFrequency: undefined,
    });
    const code = async () => (await directory.secondFactor(user?.id ?? '')).code;
    await open(page, lab, start.tenantId);
    await signIn(page, { ...person, code });
    await expect(page).toHaveURL(`${start.sp}/account`);
  });
