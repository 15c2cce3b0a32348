/**
 * Loads our code: the compiled output, because users run that and Node cannot strip TSX. The types come from the source.
 */
import type * as Certificates from '../certs/certificate.ts';
import type * as SigningCertificates from '../certs/signing-certificate.ts';
import type * as Applications from '../idp/directory/applications/applications.ts';
import type * as Members from '../idp/directory/groups/group-members.ts';
import type * as Groups from '../idp/directory/groups/manage-groups.ts';
import type * as IdpMigrations from '../idp/directory/migrations.ts';
import type * as Changes from '../idp/directory/provisioning/changes.ts';
import type * as Jobs from '../idp/directory/provisioning/jobs.ts';
import type * as Links from '../idp/directory/provisioning/links.ts';
import type * as Settings from '../idp/directory/provisioning/provisioning-settings.ts';
import type * as Secrets from '../idp/directory/provisioning/secrets.ts';
import type * as SecondFactor from '../idp/directory/sign-in/second-factor.ts';
import type * as Tenants from '../idp/directory/tenants/manage-tenants.ts';
import type * as ImportUsers from '../idp/directory/users/import-users.ts';
import type * as Manager from '../idp/directory/users/manager.ts';
import type * as UpdateUser from '../idp/directory/users/update-user.ts';
import type * as UserList from '../idp/directory/users/user-list.ts';
import type * as Idp from '../idp/index.ts';
import type * as Service from '../idp/provisioning/provisioning.ts';
import type * as Redirect from '../saml/bindings/redirect.ts';
import type * as Encryption from '../saml/encrypt-assertion.ts';
import type * as Libxml2 from '../saml/libxml2.ts';
import type * as Names from '../saml/names.ts';
import type * as Acceptance from '../sp/acs/accept-response.ts';
import type * as Checks from '../sp/acs/checks/table.ts';
import type * as Administration from '../sp/administration/administration.ts';
import type * as EmployeeList from '../sp/administration/employee-list.ts';
import type * as Provider from '../sp/administration/trusted-provider.ts';
import type * as Run from '../sp/checking/check-run.ts';
import type * as Company from '../sp/checking/company-checks.ts';
import type * as Instants from '../sp/checking/instant-window.ts';
import type * as SpMigrations from '../sp/database/migrations.ts';
import type * as Sp from '../sp/index.ts';
import type * as Address from '../sp/service-address.ts';
import type * as Store from '../store/open-store.ts';

export type { DirectoryTables } from '../idp/directory/tables.ts';
export type { Tables as SpTables } from '../sp/database/tables.ts';

const compiled = <Module>(file: string): Promise<Module> =>
  import(new URL(`../dist/${file}`, import.meta.url).href);

export const loadCertificates = () => compiled<typeof Certificates>('certs/certificate.js');
export const loadSigningCertificates = () =>
  compiled<typeof SigningCertificates>('certs/signing-certificate.js');
export const loadIdp = () => compiled<typeof Idp>('bundle/idp.js');
export const loadEncryption = () => compiled<typeof Encryption>('saml/encrypt-assertion.js');
export const loadResponses = () =>
  compiled<Pick<typeof Idp, 'issueResponse'>>('idp/response/issue-response.js');
export const loadSp = () => compiled<typeof Sp>('bundle/sp.js');
export const loadNames = () => compiled<typeof Names>('saml/names.js');
export const loadRedirect = () => compiled<typeof Redirect>('saml/bindings/redirect.js');

/** What the acceptance of a response consists of, below its HTTP route. */
export async function loadAcceptance() {
  const { loadLibxml2 } = await compiled<typeof Libxml2>('saml/libxml2.js');
  await loadLibxml2();
  return acceptanceParts();
}

const acceptanceParts = async () => ({
  ...(await compiled<typeof Store>('store/open-store.js')),
  ...(await compiled<typeof SpMigrations>('sp/database/migrations.js')),
  ...(await compiled<typeof Administration>('sp/administration/administration.js')),
  ...(await compiled<typeof Provider>('sp/administration/trusted-provider.js')),
  ...(await compiled<typeof Company>('sp/checking/company-checks.js')),
  ...(await compiled<typeof Run>('sp/checking/check-run.js')),
  ...(await compiled<typeof Instants>('sp/checking/instant-window.js')),
  ...(await compiled<typeof Checks>('sp/acs/checks/table.js')),
  ...(await compiled<typeof Address>('sp/service-address.js')),
  ...(await compiled<typeof Acceptance>('sp/acs/accept-response.js')),
});

/** The parts of the directory whose work a large tenant makes long. */
export const loadDirectory = async () => ({
  ...(await compiled<typeof Store>('store/open-store.js')),
  ...(await compiled<typeof IdpMigrations>('idp/directory/migrations.js')),
  ...(await compiled<typeof UserList>('idp/directory/users/user-list.js')),
  ...(await compiled<typeof SecondFactor>('idp/directory/sign-in/second-factor.js')),
  ...(await compiled<typeof Members>('idp/directory/groups/group-members.js')),
  ...(await compiled<typeof Groups>('idp/directory/groups/manage-groups.js')),
});

/** The search for employees, with what opens its database. */
export const loadEmployees = async () => ({
  ...(await compiled<typeof Store>('store/open-store.js')),
  ...(await compiled<typeof SpMigrations>('sp/database/migrations.js')),
  ...(await compiled<typeof Administration>('sp/administration/administration.js')),
  ...(await compiled<typeof EmployeeList>('sp/administration/employee-list.js')),
});

/** The provisioning service, with what makes a tenant for it. */
export const loadProvisioning = async () => ({
  ...(await compiled<typeof Store>('store/open-store.js')),
  ...(await compiled<typeof IdpMigrations>('idp/directory/migrations.js')),
  ...(await compiled<typeof Tenants>('idp/directory/tenants/manage-tenants.js')),
  ...(await compiled<typeof ImportUsers>('idp/directory/users/import-users.js')),
  ...(await compiled<typeof UpdateUser>('idp/directory/users/update-user.js')),
  ...(await compiled<typeof Manager>('idp/directory/users/manager.js')),
  ...(await compiled<typeof Applications>('idp/directory/applications/applications.js')),
  ...(await compiled<typeof Secrets>('idp/directory/provisioning/secrets.js')),
  ...(await compiled<typeof Settings>('idp/directory/provisioning/provisioning-settings.js')),
  ...(await compiled<typeof Jobs>('idp/directory/provisioning/jobs.js')),
  ...(await compiled<typeof Links>('idp/directory/provisioning/links.js')),
  ...(await compiled<typeof Changes>('idp/directory/provisioning/changes.js')),
  ...(await compiled<typeof Service>('idp/provisioning/provisioning.js')),
});
