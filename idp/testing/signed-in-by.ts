import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import { Browser } from './browser.ts';
import type { Contoso } from './contoso.ts';

/** A new browser in which B.Simon is signed in by these methods; the next sign-in of B.Simon is on the pages again. */
export async function signedInBy(
  { idp: { app, directory }, userId }: Contoso,
  methods: readonly AuthenticationMethodMode[],
): Promise<Browser> {
  await directory.setSignsInWithoutPages(userId, methods);
  const browser = new Browser(app);
  const { headers } = await browser.get('/my-apps');
  await directory.setSignsInWithoutPages(userId, undefined);
  if (headers.location !== '/my-apps') throw new Error('B.Simon is not signed in.');
  return browser;
}
