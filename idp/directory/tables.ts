import type { Kysely } from 'kysely';
import type { ApplicationTables } from './applications/application-rows.ts';
import type { AuthenticationMethodTables } from './authentication-methods/authentication-method-rows.ts';
import type { GroupTables } from './groups/group-rows.ts';
import type { LogTables } from './logs/log-rows.ts';
import type { MailTables } from './mails/mail-rows.ts';
import type { PolicyTables } from './policies/policy-rows.ts';
import type { ProvisioningTables } from './provisioning/provisioning-rows.ts';
import type { SignInTables } from './sign-in/sign-in-rows.ts';
import type { TenantTables } from './tenants/tenant-rows.ts';
import type { UserTables } from './users/user-rows.ts';

export type * from './applications/application-rows.ts';
export type * from './authentication-methods/authentication-method-rows.ts';
export type * from './groups/group-rows.ts';
export type * from './logs/log-rows.ts';
export type * from './mails/mail-rows.ts';
export type * from './policies/policy-rows.ts';
export type * from './provisioning/provisioning-rows.ts';
export type * from './sign-in/sign-in-rows.ts';
export type * from './tenants/tenant-rows.ts';
export type * from './users/user-rows.ts';

/**
 * The tables of the directory, in Microsoft Graph's nouns; each room keeps the types of its rows, and everything else imports
 * them from here. Ids are GUID text, instants ISO 8601 text, booleans 0 or 1, lists JSON text, as SQLite stores them; samlab
 * has no driver for another database.
 */
export interface DirectoryTables
  extends TenantTables,
    UserTables,
    AuthenticationMethodTables,
    GroupTables,
    ApplicationTables,
    PolicyTables,
    SignInTables,
    LogTables,
    MailTables,
    ProvisioningTables {
  /** What is still to be removed after its group or application was deleted; see `removals.ts`. */
  removal: { kind: 'members' | 'assignments'; id: string };
}

export type Database = Kysely<DirectoryTables>;
