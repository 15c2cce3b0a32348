import { type Directory, isPlainHttpElsewhere } from '../idp/index.ts';
import type { Administration } from '../sp/index.ts';
import { endpoints, type SiteUrls } from './endpoints.ts';
import { rememberLabPassword } from './lab-password.ts';
import {
  administrator,
  application,
  company,
  companyAdministrator,
  employee,
  type SeedUser,
  tenant,
  users,
} from './tutorial.ts';

/** The public faces of the two sites. */
export interface Sides {
  readonly directory: Directory;
  readonly administration: Administration;
}

/** Passwords by user name. */
type Passwords = Readonly<Record<string, string>>;

/**
 * Seeds two empty sites for the beginning of the tutorial: a tenant and a Peakon company, each with its administrator, and
 * nothing else. The tenant takes the addresses of this lab's service provider, whatever they are.
 */
export async function seedBeginning(
  sides: Sides,
  urls: SiteUrls,
  passwords: Passwords,
): Promise<void> {
  const { directory, administration } = sides;
  await directory.createTenant(tenant);
  if (isPlainHttpElsewhere(urls.sp))
    await directory.setRequestChecks(tenant.id, { allowsPlainHttp: true });
  for (const user of users.filter(isAdministrator)) await createUser(directory, user, passwords);
  await administration.createCompany({ ...company, domains: [tenant.domain] });
  await administration.addAdministrator({
    companyId: company.id,
    email: companyAdministrator.email,
    password: passwords[companyAdministrator.email] ?? '',
  });
}

/** Seeds two empty sites with the end state of the tutorial, in the tutorial's order. */
export async function seed(sides: Sides, urls: SiteUrls, passwords: Passwords): Promise<void> {
  const { directory, administration } = sides;
  await seedBeginning(sides, urls, passwords);
  const { servicePrincipalId } = await directory.addApplication({
    tenantId: tenant.id,
    ...application,
  });
  await directory.chooseSaml(servicePrincipalId, administrator.userPrincipalName);
  for (const user of users.filter((each) => !isAdministrator(each))) {
    const { id } = await createUser(directory, user, passwords);
    if (user.assigned) await directory.assign({ servicePrincipalId, userId: id });
  }
  await administration.addEmployee({ companyId: company.id, ...employee });
  await connectSites(sides, urls, servicePrincipalId);
}

const isAdministrator = ({ roles }: SeedUser) => roles.length > 0;

async function createUser(
  directory: Directory,
  { roles, assigned: _, ...user }: SeedUser,
  passwords: Passwords,
): Promise<{ id: string }> {
  const password = passwords[user.userPrincipalName] ?? '';
  const created = await directory.createUser({
    tenantId: tenant.id,
    ...user,
    password,
    directoryRoles: [...roles],
  });
  const stored = await directory.findUser(tenant.id, user.userPrincipalName);
  if (stored) rememberLabPassword(stored, password);
  return created;
}

/** Gives each site the other one's URLs and certificate, which the tutorial copies by hand. */
async function connectSites(
  { directory, administration }: Sides,
  urls: SiteUrls,
  servicePrincipalId: string,
): Promise<void> {
  const at = endpoints(urls);
  await directory.configureSaml(servicePrincipalId, {
    identifierUris: [at.identifier],
    replyUrls: [at.replyUrl],
    signOnUrl: at.signOnUrl,
  });
  const { certificate } = await directory.activeSigningKey(servicePrincipalId);
  await administration.enableSingleSignOn(company.id, {
    ssoLoginUrl: at.loginUrl,
    ssoLogoutUrl: at.logoutUrl,
    idpEntityId: at.entraIdentifier,
    certificates: [certificate.der],
  });
}
