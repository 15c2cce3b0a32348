import type { SiteUrls } from './endpoints.ts';
import { hasLabPassword } from './lab-password.ts';
import type { OwnApplication } from './own-applications.ts';
import type { Sides } from './seed.ts';
import { application, companyAdministrator, tenant } from './tutorial.ts';

/** What a script needs to drive the lab; `samlab start --json` prints it as one line. */
export interface StartLine extends SiteUrls {
  /** The drop-in: where it answers, and where its metadata is. Absent without one. */
  readonly dropIn?: {
    readonly url: string;
    readonly httpsUrl: string;
    readonly metadataUrl: string;
  };
  /** Of the tenant of the tutorial, Contoso. */
  readonly tenantId: string;
  /** Application ID of Peakon; null until Peakon has been added to the tenant. */
  readonly appId: string | null;
  /** Applications that are not the tutorial's, such as those of a settings file: 20 at most. */
  readonly applications: readonly Pick<
    OwnApplication,
    'tenantId' | 'appId' | 'displayName' | 'metadataUrl'
  >[];
  /** The users that exist and have the password that this lab made: those of the tutorial, then those of the settings. */
  readonly users: readonly {
    /** Object ID. */
    readonly id: string;
    readonly userPrincipalName: string;
    readonly password: string;
    /** Names of Entra directory roles, as they are now; empty for a user without administrative roles. */
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
): Promise<Omit<StartLine, 'applications'>> {
  const passwordOf = (name: string) => passwords[name] ?? '';
  const peakon = await directory.findApplication(tenant.id, {
    displayName: application.displayName,
  });
  const found = await Promise.all(
    Object.entries(passwords).map(async ([userPrincipalName, password]) => {
      const user = await directory.findUser('common', userPrincipalName);
      if (!user || !(await hasLabPassword(user, password))) return [];
      const roles = await directory.directoryRolesOf(user.id);
      return [{ id: user.id, userPrincipalName, password: passwordOf(userPrincipalName), roles }];
    }),
  );
  return {
    lab: urls.lab,
    idp: urls.idp,
    sp: urls.sp,
    tenantId: tenant.id,
    appId: peakon?.servicePrincipal.appId ?? null,
    users: found.flat(),
    spAdmin: {
      email: companyAdministrator.email,
      password: passwordOf(companyAdministrator.email),
    },
  };
}
