import {
  type ApplicationDirectory,
  applicationDirectory,
} from './applications/application-directory.ts';
import {
  type AssignmentDirectory,
  assignmentDirectory,
} from './applications/assignment-directory.ts';
import {
  type CertificateDirectory,
  certificateDirectory,
} from './applications/certificate-directory.ts';
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
    CertificateDirectory,
    AssignmentDirectory {}

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
  ...assignmentDirectory(parts),
});
