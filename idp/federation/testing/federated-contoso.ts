import { beforeEach } from 'vitest';
import { Browser, type Seen } from '../../testing/browser.ts';
import { type Contoso, contoso, password, tenantId } from '../../testing/contoso.ts';

export const domain = 'adatum.com';
export const fedUser = 'f.ross@adatum.com';
export const immutableId = 'ABCDEG1234567890';

export interface FederatedContoso extends Contoso {
  browser: Browser;
  /** id of the user of the federated domain, who is assigned to the application. */
  federatedId: string;
}

/** The tutorial's tenant with a second domain, federated with the mock identity provider, and a user in it; one for each test. */
export function federatedContosoForEachTest(): FederatedContoso {
  const held = {} as FederatedContoso;
  beforeEach(async () => {
    const lab = await contoso();
    const { directory } = lab.idp;
    await directory.createDomain(tenantId, domain);
    const { id } = await directory.createUser({
      tenantId,
      userPrincipalName: fedUser,
      displayName: 'F. Ross',
      givenName: 'F',
      surname: 'Ross',
      mail: fedUser,
      password,
      onPremisesImmutableId: immutableId,
    });
    await directory.assign({ servicePrincipalId: lab.servicePrincipalId, userId: id });
    await directory.federateDomain(tenantId, domain, {});
    Object.assign(held, lab, { federatedId: id, browser: new Browser(lab.idp.app) });
    return () => lab.idp.close();
  });
  return held;
}

/** The address that the page "Taking you to ..." goes on to, with its path first when it is of this site. */
export function identityProviderIn(page: Seen): string {
  const [, target = ''] = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(page.body) ?? [];
  return target.replaceAll('&amp;', '&').replace(/^http:\/\/localhost:4100/, '');
}

/** Types a user name on the first page, and goes to the mock identity provider. */
export async function goToIdentityProvider(
  browser: Browser,
  page: Seen,
  user: string = fedUser,
): Promise<Seen> {
  return browser.get(identityProviderIn(await browser.submit(page, { loginfmt: user })));
}

/** Signs in at the mock identity provider. @returns its page that posts the Response */
export const signInThere = (
  browser: Browser,
  page: Seen,
  typed: { UserName?: string; Password?: string } = {},
): Promise<Seen> => browser.submit(page, { UserName: fedUser, Password: password, ...typed });

/** Posts the Response to the tenant, as the browser does. */
export const comeBack = (browser: Browser, page: Seen): Promise<Seen> =>
  browser.post(page.form.action.replace(/^http:\/\/localhost:4100/, ''), page.form.fields, {
    origin: 'https://idp.example.com',
    'sec-fetch-site': 'cross-site',
  });
