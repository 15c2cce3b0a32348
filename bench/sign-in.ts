import { HttpClient } from '../web/testing/http-client.ts';
import { password } from './identity-provider.ts';
import { user } from './subject.ts';

/** Types user name and password, says yes to "Stay signed in?"; resolves to the cookies of the session. */
export async function signIn(
  launchUrl: string,
  { userPrincipalName = user.userPrincipalName, passwd = password } = {},
): Promise<string> {
  const browser = new HttpClient();
  await browser.open(launchUrl);
  await browser.submit({ loginfmt: userPrincipalName });
  await browser.submit({ passwd });
  await browser.submit({ LoginOptions: '1' });
  return browser.cookies.headerFor(launchUrl);
}
