import type { Migration } from 'kysely/migration';
import { authenticationMethods } from './migrations/authentication-methods.ts';
import { authnContext } from './migrations/authn-context.ts';
import { challenges } from './migrations/challenges.ts';
import { clientCredentials } from './migrations/client-credentials.ts';
import { deletedUsers } from './migrations/deleted-users.ts';
import { directoryChanges } from './migrations/directory-changes.ts';
import { expiryNotices } from './migrations/expiry-notices.ts';
import { extensionProperties } from './migrations/extension-properties.ts';
import { federation } from './migrations/federation.ts';
import { firstTables } from './migrations/first-tables.ts';
import { forcedPasswordChange } from './migrations/forced-password-change.ts';
import { groupAssignments } from './migrations/group-assignments.ts';
import { groupClaims } from './migrations/group-claims.ts';
import { largeTenants } from './migrations/large-tenants.ts';
import { mailNickname } from './migrations/mail-nickname.ts';
import { manager } from './migrations/manager.ts';
import { metadataReads } from './migrations/metadata-reads.ts';
import { nicknameIndex } from './migrations/nickname-index.ts';
import { plainHttp } from './migrations/plain-http.ts';
import { provisioningLogs } from './migrations/provisioning-logs.ts';
import { replyUrlIndexes } from './migrations/reply-url-indexes.ts';
import { requestChecks } from './migrations/request-checks.ts';
import { signInFailures } from './migrations/sign-in-failures.ts';
import { signedRequests } from './migrations/signed-requests.ts';
import { signsInWithoutPages } from './migrations/signs-in-without-pages.ts';
import { singleSignOut } from './migrations/single-sign-out.ts';
import { synchronization } from './migrations/synchronization.ts';
import { testSignInsDropped } from './migrations/test-sign-ins-dropped.ts';
import { tokenEncryption } from './migrations/token-encryption.ts';
import { userProfile } from './migrations/user-profile.ts';
import { webAuthnChallenges } from './migrations/webauthn-challenges.ts';

/** In the order of their keys. A migration that has shipped never changes; later changes are new entries. */
export const migrations: Record<string, Migration> = {
  '0001-directory': firstTables,
  '0002-mail-nickname': mailNickname,
  '0003-deleted-users': deletedUsers,
  '0004-sign-in-failures': signInFailures,
  '0005-large-tenants': largeTenants,
  '0006-group-assignments': groupAssignments,
  '0007-reply-url-indexes': replyUrlIndexes,
  '0008-request-checks': requestChecks,
  '0009-authentication-methods': authenticationMethods,
  '0010-challenges': challenges,
  '0011-signs-in-without-pages': signsInWithoutPages,
  '0011-webauthn-challenges': webAuthnChallenges,
  '0012-forced-password-change': forcedPasswordChange,
  '0013-authn-context': authnContext,
  '0014-federation': federation,
  '0019-test-sign-ins-dropped': testSignInsDropped,
  '0020-plain-http': plainHttp,
  '0021-user-profile': userProfile,
  '0022-extension-properties': extensionProperties,
  '0023-group-claims': groupClaims,
  '0025-single-sign-out': singleSignOut,
  '0027-token-encryption': tokenEncryption,
  '0028-signed-requests': signedRequests,
  '0029-expiry-notices': expiryNotices,
  '0030-manager': manager,
  '0031-synchronization': synchronization,
  '0032-directory-changes': directoryChanges,
  '0033-provisioning-logs': provisioningLogs,
  '0035-client-credentials': clientCredentials,
  '0039-nickname-index': nicknameIndex,
  '0040-metadata-reads': metadataReads,
};
