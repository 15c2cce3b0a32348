import type { Lab } from 'samlab';
import { HttpClient } from '../web/testing/http-client.ts';

export const user = 'B.Simon@contoso.com';
export const administrator = 'admin@contoso.com';

/** @throws {TypeError} when the lab has no such user */
function passwordOf({ start }: Lab, userPrincipalName: string): string {
  const found = start.users.find((each) => each.userPrincipalName === userPrincipalName);
  if (!found) throw new TypeError(`The lab has no user ${userPrincipalName}.`);
  return found.password;
}

/** A browser that has signed in to the identity provider and is at the page `url`, as the identity provider answers it. */
export async function signIn(lab: Lab, name: string, url: string): Promise<HttpClient> {
  const browser = await new HttpClient().open(url);
  await browser.submit({ loginfmt: name });
  await browser.submit({ passwd: passwordOf(lab, name) });
  if (browser.html.includes('idSIButton9') && browser.html.includes('DontShowAgain'))
    await browser.submit();
  return browser;
}

/** Address of the IdP-initiated launch of Peakon. */
export const launch = ({ start }: Lab) =>
  `${start.idp}/api/signin/${start.appId}?tenantId=${start.tenantId}`;

/** The signed-in employee's e-mail address at the service provider, or undefined. */
export async function whoIs({ start }: Lab, browser: HttpClient): Promise<string | undefined> {
  const answer = await browser.send(`${start.sp}/api/whoami`);
  return answer.ok ? ((await answer.json()) as { email: string }).email : undefined;
}
