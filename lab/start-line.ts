import type { SiteUrls } from './endpoints.ts';
import type { Sides } from './seed.ts';
import { application, companyAdministrator, tenant, users } from './tutorial.ts';

/** What a script needs to drive the lab; `samlab start --json` prints it as one line. */
export interface StartLine extends SiteUrls {
  readonly tenantId: string;
  /** Application ID of Peakon; null until Peakon has been added to the tenant. */
  readonly appId: string | null;
  /** The seeded users that exist in the tenant. */
  readonly users: readonly {
    readonly userPrincipalName: string;
    readonly password: string;
    /** Names of Entra directory roles; empty for a user without administrative roles. */
    readonly roles: readonly string[];
  }[];
  /** The administrator of the service provider. */
  readonly spAdmin: { readonly email: string; readonly password: string };
}

/** Describes the lab as it is now. `passwords` is keyed by user name. */
export async function startLine(
  { directory }: Pick<Sides, 'directory'>,
  urls: SiteUrls,
  passwords: Readonly<Record<string, string>>,
): Promise<StartLine> {
  const passwordOf = (name: string) => passwords[name] ?? '';
  const peakon = await directory.findApplication(tenant.id, {
    displayName: application.displayName,
  });
  const found = await Promise.all(
    users.map((user) => directory.findUser(tenant.id, user.userPrincipalName)),
  );
  return {
    lab: urls.lab,
    idp: urls.idp,
    sp: urls.sp,
    tenantId: tenant.id,
    appId: peakon?.servicePrincipal.appId ?? null,
    users: users
      .filter((_, position) => found[position])
      .map(({ userPrincipalName, roles }) => ({
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
