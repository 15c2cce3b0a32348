import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';
import { bSimon } from './people.ts';
import { SignInPage } from './sign-in-page.ts';

/** Peakon requires a second factor. B.Simon has these, and no app that shows codes. */
export async function requireSecondFactor(
  lab: Lab,
  ...methods: Parameters<Lab['directory']['addAuthenticationMethod']>[1][]
): Promise<void> {
  const { directory, start } = lab;
  const user = await directory.findUser(start.tenantId, bSimon(lab).userPrincipalName);
  for (const method of methods) await directory.addAuthenticationMethod(user?.id ?? '', method);
  await directory.setSoftwareOath(user?.id ?? '', false);
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
}

export const mobile = { type: 'phone', phoneNumber: '+1 5555551234', phoneType: 'mobile' } as const;
export const authenticator = {
  type: 'microsoftAuthenticator',
  displayName: "B.Simon's phone",
  phoneSignIn: false,
} as const;

/** From Peakon's tile to the page of the second factor. */
export async function enterPassword(page: Page, lab: Lab): Promise<void> {
  const { idp, appId, tenantId } = lab.start;
  await page.goto(`${idp}/api/signin/${appId}?tenantId=${tenantId}`);
  const signIn = new SignInPage(page);
  await signIn.enterUserName(bSimon(lab).userPrincipalName);
  await signIn.enterPassword(bSimon(lab).password);
}
