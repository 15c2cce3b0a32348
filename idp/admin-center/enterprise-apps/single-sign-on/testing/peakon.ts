import type { ApplicationDetails } from '../../../../directory/applications/application-details.ts';
import { Browser, redirectTo, type Seen } from '../../../../testing/browser.ts';
import { authnRequest, bSimon, type Contoso, tenantId } from '../../../../testing/contoso.ts';

/** Where the single sign-on of Peakon is set up. */
export const singleSignOnPage = ({ servicePrincipalId }: Contoso): string =>
  `/admin/apps/${servicePrincipalId}/single-sign-on`;

/** An application as the directory has saved it. @throws {Error} when no application has the name */
export async function savedApplication(
  { idp }: Contoso,
  name = 'Peakon',
): Promise<ApplicationDetails> {
  const app = await idp.directory.findApplication(tenantId, { displayName: name });
  if (!app) throw new Error(`There is no application ${name}.`);
  return app;
}

/** B.Simon signs in to Peakon in a new browser. @returns the page that hands the response off */
export async function signInToPeakon({ idp }: Contoso): Promise<Seen> {
  const browser = new Browser(idp.app);
  return browser.signIn(await browser.get(redirectTo(authnRequest())), { user: bSimon });
}
