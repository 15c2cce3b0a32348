import type { DirectoryParts } from '../directory-parts.ts';
import { requireApplication } from './application-details.ts';
import {
  type GraphPermission,
  grantGraphPermissions,
  graphPermissionsOf,
  revokeGraphPermission,
} from './graph-permissions.ts';
import {
  type AddedPassword,
  addPassword,
  type NewPassword,
  type PasswordCredential,
  passwordCredentialsOf,
  removePassword,
} from './password-credentials.ts';

/** Client secrets, and what an application may do at Microsoft Graph. */
export interface ClientCredentialDirectory {
  /** The client secrets of an application, the one that ends last first. @throws {NotFound} when it does not exist */
  passwordCredentials(servicePrincipalId: string): Promise<PasswordCredential[]>;
  /**
   * Adds a client secret, with which the application gets tokens at `/{tenant}/oauth2/v2.0/token`.
   *
   * @returns with the secret, which cannot be read again
   * @throws {InvalidInput} when a value breaks a rule, or the application has 20 client secrets
   * @throws {NotFound} when the application does not exist
   */
  addPassword(servicePrincipalId: string, password?: NewPassword): Promise<AddedPassword>;
  /**
   * Deletes a client secret.
   *
   * @throws {InvalidInput} when the application has no such client secret
   * @throws {NotFound} when the application does not exist
   */
  removePassword(servicePrincipalId: string, keyId: string): Promise<void>;
  /** The application permissions of Microsoft Graph that an application has. @throws {NotFound} when it does not exist */
  graphPermissions(servicePrincipalId: string): Promise<GraphPermission[]>;
  /**
   * Grants application permissions of Microsoft Graph, such as `Synchronization.ReadWrite.All`; they are in the next token.
   *
   * @throws {InvalidInput} for a permission that this Graph does not know
   * @throws {NotFound} when the application does not exist
   */
  grantGraphPermissions(servicePrincipalId: string, values: readonly string[]): Promise<void>;
  /**
   * Takes a permission back; tokens that were issued keep it.
   *
   * @throws {InvalidInput} for a permission that this Graph does not know
   * @throws {NotFound} when the application does not exist
   */
  revokeGraphPermission(servicePrincipalId: string, value: string): Promise<void>;
}

export function clientCredentialDirectory({
  db,
  clock,
}: DirectoryParts): ClientCredentialDirectory {
  return {
    async passwordCredentials(servicePrincipalId) {
      await requireApplication(db, undefined, servicePrincipalId);
      return passwordCredentialsOf(db, servicePrincipalId, clock());
    },
    addPassword: (servicePrincipalId, password = {}) =>
      addPassword(db, { servicePrincipalId }, password, clock()),
    removePassword: (servicePrincipalId, keyId) =>
      removePassword(db, { servicePrincipalId }, keyId),
    async graphPermissions(servicePrincipalId) {
      await requireApplication(db, undefined, servicePrincipalId);
      return graphPermissionsOf(db, servicePrincipalId);
    },
    grantGraphPermissions: (servicePrincipalId, values) =>
      grantGraphPermissions(db, { servicePrincipalId }, values, clock()),
    revokeGraphPermission: (servicePrincipalId, value) =>
      revokeGraphPermission(db, { servicePrincipalId }, value),
  };
}
