import {
  addSamlApplication,
  checkSamlApplication,
  type NewSamlApplication,
} from './applications/add-saml-application.ts';
import {
  type ApplicationDirectory,
  applicationDirectory,
} from './applications/application-directory.ts';
import type { AddedApplication } from './applications/applications.ts';
import {
  type AssignmentDirectory,
  assignmentDirectory,
} from './applications/assignment-directory.ts';
import {
  type CertificateDirectory,
  certificateDirectory,
} from './applications/certificate-directory.ts';
import {
  type ClientCredentialDirectory,
  clientCredentialDirectory,
} from './applications/client-credential-directory.ts';
import {
  type RequestSignatureDirectory,
  requestSignatureDirectory,
} from './applications/request-signature-directory.ts';
import {
  type SingleSignOnDirectory,
  singleSignOnDirectory,
} from './applications/single-sign-on-directory.ts';
import {
  type TokenEncryptionDirectory,
  tokenEncryptionDirectory,
} from './applications/token-encryption-directory.ts';
import {
  type AuthenticationMethodDirectory,
  authenticationMethodDirectory,
} from './authentication-methods/authentication-method-directory.ts';
import type { DirectoryParts } from './directory-parts.ts';
import { type GroupDirectory, groupDirectory } from './groups/group-directory.ts';
import { type PolicyDirectory, policyDirectory } from './policies/policy-directory.ts';
import {
  type ProvisioningDirectory,
  provisioningDirectory,
} from './provisioning/provisioning-directory.ts';
import { type TenantDirectory, tenantDirectory } from './tenants/tenant-directory.ts';
import { type UserDirectory, userDirectory } from './users/user-directory.ts';

/**
 * What an administrator does by hand, as functions: the same ones that the pages of the admin center call, with the same rules.
 * Every function except `importUsersUnchecked` throws `InvalidInput` with the code `type` for a value of the wrong type.
 */
export interface Directory
  extends TenantDirectory,
    UserDirectory,
    AuthenticationMethodDirectory,
    GroupDirectory,
    PolicyDirectory,
    ApplicationDirectory,
    SingleSignOnDirectory,
    TokenEncryptionDirectory,
    RequestSignatureDirectory,
    CertificateDirectory,
    ClientCredentialDirectory,
    ProvisioningDirectory,
    AssignmentDirectory {
  /**
   * Adds an application with SAML settings and a signing certificate: all of it, or nothing.
   *
   * @param further what else it gets in the same transaction, by functions of the directory that it is given
   * @throws {InvalidInput} with every value that breaks a rule, among them a missing Identifier or Reply URL; what `further` throws
   * @throws {NotFound} when the tenant does not exist
   */
  addSamlApplication(
    app: NewSamlApplication,
    further?: (directory: Directory, servicePrincipalId: string) => Promise<void>,
  ): Promise<AddedApplication>;
  /** The checks of `addSamlApplication` alone: nothing is written. @throws as it does */
  checkSamlApplication(app: NewSamlApplication): Promise<void>;
}

/** The public API of the directory. */
export const directoryOf = (parts: DirectoryParts): Directory => ({
  ...tenantDirectory(parts),
  ...userDirectory(parts),
  ...authenticationMethodDirectory(parts),
  ...groupDirectory(parts),
  ...policyDirectory(parts),
  ...applicationDirectory(parts),
  ...singleSignOnDirectory(parts),
  ...tokenEncryptionDirectory(parts),
  ...certificateDirectory(parts),
  ...clientCredentialDirectory(parts),
  ...provisioningDirectory(parts),
  ...requestSignatureDirectory(parts),
  ...assignmentDirectory(parts),
  addSamlApplication: (app, further) =>
    addSamlApplication(parts.db, app, parts.clock(), async (db, servicePrincipalId) => {
      await further?.(directoryOf({ ...parts, db }), servicePrincipalId);
    }),
  checkSamlApplication: (app) => checkSamlApplication(parts.db, app),
});
