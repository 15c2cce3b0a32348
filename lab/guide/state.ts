import { readCertificate, thumbprint } from '../../certs/certificate.ts';
import { type BasicSaml, basicSamlOf, type CloudName } from '../../idp/index.ts';
import type { LastSignIns } from '../../sp/index.ts';
import type { SiteUrls } from '../endpoints.ts';
import type { Sides } from '../seed.ts';
import { application, company, employee, literalEmployee, tenant } from '../tutorial.ts';

/** The enterprise application Peakon in the tenant. */
export interface ApplicationState {
  readonly servicePrincipalId: string;
  readonly appId: string;
  /** The single sign-on method is SAML. */
  readonly isSaml: boolean;
  readonly settings: BasicSaml;
  /** Thumbprint of the active certificate. */
  readonly certificate: string | undefined;
}

/** Single sign-on of the company at Peakon, as saved. */
export interface PeakonState {
  readonly enabled: boolean;
  readonly ssoLoginUrl: string;
  readonly ssoLogoutUrl: string | undefined;
  readonly idpEntityId: string;
  readonly certificates: readonly string[];
}

/** Automated provisioning of the application, as saved in the tenant. */
export interface ProvisioningStepState {
  readonly baseAddress: string | null;
  readonly hasToken: boolean;
  readonly started: boolean;
  /** The logs say that B.Simon was created or updated in the application. */
  readonly provisionedUser: boolean;
}

/** The state of both sites that the ticks are computed from. */
export interface TutorialState {
  readonly urls: SiteUrls;
  /** The tenant's cloud. */
  readonly cloud: CloudName;
  readonly application: ApplicationState | undefined;
  /** B.Simon in the tenant. */
  readonly user: { readonly id: string; readonly enabled: boolean } | undefined;
  readonly assigned: boolean;
  readonly peakon: PeakonState | undefined;
  /** B.Simon at Peakon, with the address that Microsoft Entra sends. */
  readonly employee: { readonly id: string } | undefined;
  /** Whether Peakon has the employee with the address from the tutorial's text. */
  readonly literalEmployee: boolean;
  readonly signIns: LastSignIns;
  readonly provisioning: ProvisioningStepState | undefined;
  /** Employee Provisioning of the company. */
  readonly peakonProvisioning:
    | { readonly enabled: boolean; readonly hasToken: boolean }
    | undefined;
}

/** Reads the state from both sites. */
export async function readState(
  { directory, administration }: Sides,
  urls: SiteUrls,
): Promise<TutorialState> {
  const [cloud, found, user, saved, person, literal, scim] = await Promise.all([
    directory.cloudOf(tenant.id),
    directory.findApplication(tenant.id, { displayName: application.displayName }),
    directory.findUser(tenant.id, employee.email),
    administration.findSingleSignOn(company.id),
    administration.findEmployee(company.id, employee.email),
    administration.findEmployee(company.id, literalEmployee.email),
    administration.findProvisioning(company.id),
  ]);
  const provisioning = found && (await directory.findProvisioning(found.servicePrincipal.id));
  const assigned =
    found && user
      ? await directory.isAssigned({
          servicePrincipalId: found.servicePrincipal.id,
          userId: user.id,
        })
      : false;
  return {
    urls,
    cloud,
    application: found && {
      servicePrincipalId: found.servicePrincipal.id,
      appId: found.servicePrincipal.appId,
      isSaml: found.servicePrincipal.preferredSingleSignOnMode === 'saml',
      settings: basicSamlOf(found),
      certificate: found.servicePrincipal.preferredTokenSigningKeyThumbprint ?? undefined,
    },
    user: user && { id: user.id, enabled: user.accountEnabled === 1 },
    assigned,
    peakon: saved && {
      enabled: saved.enabled,
      ssoLoginUrl: saved.input.ssoLoginUrl,
      ssoLogoutUrl: saved.input.ssoLogoutUrl,
      idpEntityId: saved.input.idpEntityId,
      certificates: saved.input.certificates.map((file) => thumbprint(readCertificate(file))),
    },
    employee: person && { id: person.id },
    literalEmployee: literal !== undefined,
    provisioning: provisioning && {
      baseAddress: provisioning.connectivity.baseAddress,
      hasToken: provisioning.connectivity.secretToken !== null,
      started: provisioning.job.schedule.state === 'Active',
      provisionedUser:
        user !== undefined &&
        (await directory.isProvisioned({
          servicePrincipalId: found.servicePrincipal.id,
          objectId: user.id,
        })),
    },
    peakonProvisioning: scim && { enabled: scim.enabled, hasToken: scim.hasToken },
    signIns: person ? await administration.lastSignIns(person.id) : {},
  };
}
