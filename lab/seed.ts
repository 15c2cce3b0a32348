import type { Directory } from '../idp/index.ts';
import type { Administration } from '../sp/index.ts';
import { endpoints, type SiteUrls } from './endpoints.ts';
import { application, company, companyAdministrator, employee, tenant, users } from './tutorial.ts';

export interface Sides {
  readonly directory: Directory;
  readonly administration: Administration;
}

/**
 * Brings two empty sides into the tutorial's end state, in the tutorial's order. `passwords` by user name.
 */
export async function seed(
  sides: Sides,
  urls: SiteUrls,
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  const { directory, administration } = sides;
  await directory.createTenant(tenant);
  const { servicePrincipalId } = await directory.addApplication({
    tenantId: tenant.id,
    ...application,
  });
  await directory.addTokenSigningCertificate(servicePrincipalId, {});
  for (const { roles, assigned, purpose: _, ...user } of users) {
    const password = passwords[user.userPrincipalName] ?? '';
    const { id } = await directory.createUser({
      tenantId: tenant.id,
      ...user,
      password,
      directoryRoles: [...roles],
    });
    if (assigned) await directory.assign({ servicePrincipalId, userId: id });
  }
  await administration.createCompany({ ...company, domains: [tenant.domain] });
  await administration.addAdministrator({
    companyId: company.id,
    email: companyAdministrator.email,
    password: passwords[companyAdministrator.email] ?? '',
  });
  await administration.addEmployee({ companyId: company.id, ...employee });
  await introduce(sides, urls);
}

/** Tells each side where the other one answers: the tutorial's copying of URLs and certificate between the two sites. */
export async function introduce(sides: Sides, urls: SiteUrls): Promise<void> {
  const { directory, administration } = sides;
  const found = await directory.findServicePrincipalByAppId(tenant.id, application.appId);
  if (!found) return; // deleted in the admin center: nothing to tell
  const at = endpoints(urls);
  await directory.configureSaml(found.id, {
    identifierUris: [at.identifier],
    replyUrls: [at.replyUrl],
    signOnUrl: at.signOnUrl,
  });
  const { certificate } = await directory.activeSigningKey(found.id);
  await administration.enableSingleSignOn(company.id, {
    ssoLoginUrl: at.loginUrl,
    ssoLogoutUrl: at.logoutUrl,
    idpEntityId: at.entraIdentifier,
    certificates: [certificate.der],
  });
}
