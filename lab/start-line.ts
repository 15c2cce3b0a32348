import type { SiteUrls } from './endpoints.ts';
import { application, companyAdministrator, tenant, users } from './tutorial.ts';

/** What a script needs to drive the lab; `samlab start --json` prints it as one line. */
export interface StartLine extends SiteUrls {
  readonly tenantId: string;
  readonly appId: string;
  readonly users: readonly {
    readonly userPrincipalName: string;
    readonly password: string;
    /** Names of Entra directory roles; empty for an ordinary user. */
    readonly roles: readonly string[];
  }[];
  /** The administrator of the service provider. */
  readonly spAdmin: { readonly email: string; readonly password: string };
}

/** `passwords` by user name. */
export function startLine(urls: SiteUrls, passwords: Readonly<Record<string, string>>): StartLine {
  const passwordOf = (name: string) => passwords[name] ?? '';
  return {
    lab: urls.lab,
    idp: urls.idp,
    sp: urls.sp,
    tenantId: tenant.id,
    appId: application.appId,
    users: users.map(({ userPrincipalName, roles }) => ({
      userPrincipalName,
      password: passwordOf(userPrincipalName),
      roles,
    })),
    spAdmin: {
      email: companyAdministrator.email,
      password: passwordOf(companyAdministrator.email),
    },
  };
}
