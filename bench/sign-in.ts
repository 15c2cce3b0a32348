import { Browser } from '../scenarios/witnesses/testing/browser.ts';
import { password } from './identity-provider.ts';
import { user } from './subject.ts';

/** Types user name and password, says yes to "Stay signed in?"; resolves to the cookies of the session. */
export async function signIn(
  launchUrl: string,
  { userPrincipalName = user.userPrincipalName, passwd = password } = {},
): Promise<string> {
  const browser = new Browser();
  const userName = await browser.open(launchUrl);
  const passwordView = await browser.submit(userName, 'f1', { loginfmt: userPrincipalName });
  const staySignedIn = await browser.submit(passwordView, 'f1', { passwd });
  await browser.submit(staySignedIn, 'f1');
  return browser.cookies;
}
