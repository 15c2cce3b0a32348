import { type ArgumentTypes, requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import type { Database } from '../tables.ts';
import { requireTenant } from './tenants.ts';

/**
 * The host in the Issuer of a LogoutResponse: the article names the second, metadata and assertions the first (entra-saml.md 4). Of
 * a tenant in another cloud it is the login host of that cloud.
 */
export const logoutResponseIssuers = ['sts.windows.net', 'login.microsoftonline.com'] as const;
export type LogoutResponseIssuer = (typeof logoutResponseIssuers)[number];

/** How the query of a logout message is percent-encoded: `%2f`, as Entra does, or `%2F` (entra-saml.md 4). */
export const queryEscapes = ['lower', 'upper'] as const;
export type QueryEscapes = (typeof queryEscapes)[number];

/** The NameID of a LogoutRequest: without Format, as Entra's has been seen, or as it was in the assertion (entra-saml.md 4). */
export const logoutNameIds = ['withoutFormat', 'asInAssertion'] as const;
export type LogoutNameId = (typeof logoutNameIds)[number];

/** What a tenant does with requests where Entra has been seen to do one or the other (entra-saml.md 1.2, 10.3), and which addresses it takes. */
export interface RequestChecks {
  /** The AADSTS code for an Issuer that no application has: 700016, or 650056. */
  unknownIssuerCode: number;
  /** Whether Destination must be the address of the request (75008); Entra ignores it as a rule. */
  checksDestination: boolean;
  /** Whether IssueInstant must be recent (76026); Entra does not evaluate it as a rule. */
  checksIssueInstant: boolean;
  /**
   * Whether Reply URLs, Sign on URLs and Logout URLs of applications may begin with http:// on other hosts than this machine, such as a
   * container's name. Entra refuses them (entra-admin.md 1.7).
   */
  allowsPlainHttp: boolean;
  /**
   * The host in the Issuer of a LogoutResponse: `sts.windows.net`, or `login.microsoftonline.com`. */
  logoutResponseIssuer: LogoutResponseIssuer;
  /** Percent-encoding of logout messages that are sent: `lower` (`%2f`), as Entra does, or `upper` (`%2F`). */
  logoutQueryEscapes: QueryEscapes;
  /** The NameID of LogoutRequests that are sent: `withoutFormat`, as Entra's, or `asInAssertion`. */
  logoutNameId: LogoutNameId;
}

/** The settings that are given. */
export type SomeRequestChecks = { [Name in keyof RequestChecks]?: RequestChecks[Name] | undefined };

export const requestChecksTypes: ArgumentTypes<SomeRequestChecks> = {
  unknownIssuerCode: 'number?',
  checksDestination: 'boolean?',
  checksIssueInstant: 'boolean?',
  allowsPlainHttp: 'boolean?',
  logoutResponseIssuer: 'string?',
  logoutQueryEscapes: 'string?',
  logoutNameId: 'string?',
};

export const requestChecksFaults = ({
  unknownIssuerCode,
  logoutResponseIssuer,
  logoutQueryEscapes,
  logoutNameId,
}: SomeRequestChecks): (Fault | undefined)[] => [
  codeFault(unknownIssuerCode),
  choiceFault('logoutResponseIssuer', logoutResponseIssuer, logoutResponseIssuers),
  choiceFault('logoutQueryEscapes', logoutQueryEscapes, queryEscapes),
  choiceFault('logoutNameId', logoutNameId, logoutNameIds),
];

/** The columns of the settings that are given. */
export function requestChecksColumns(checks: SomeRequestChecks) {
  const { unknownIssuerCode, checksDestination, checksIssueInstant, allowsPlainHttp } = checks;
  const { logoutResponseIssuer, logoutQueryEscapes, logoutNameId } = checks;
  return {
    ...(unknownIssuerCode !== undefined && { unknownIssuerCode }),
    ...(checksDestination !== undefined && { checksDestination: Number(checksDestination) }),
    ...(checksIssueInstant !== undefined && { checksIssueInstant: Number(checksIssueInstant) }),
    ...(allowsPlainHttp !== undefined && { allowsPlainHttp: Number(allowsPlainHttp) }),
    ...(logoutResponseIssuer !== undefined && { logoutResponseIssuer }),
    ...(logoutQueryEscapes !== undefined && { logoutQueryEscapes }),
    ...(logoutNameId !== undefined && { logoutNameId }),
  };
}

/** @param tenantId GUID; an unknown tenant, and `common`, do what Entra does as a rule */
export async function requestChecksOf(db: Database, tenantId: string): Promise<RequestChecks> {
  const row = await db
    .selectFrom('tenant')
    .select(['unknownIssuerCode', 'checksDestination', 'checksIssueInstant', 'allowsPlainHttp'])
    .select(['logoutResponseIssuer', 'logoutQueryEscapes', 'logoutNameId'])
    .where('id', '=', tenantId)
    .executeTakeFirst();
  return {
    unknownIssuerCode: row?.unknownIssuerCode ?? 700016,
    checksDestination: row?.checksDestination === 1,
    checksIssueInstant: row?.checksIssueInstant === 1,
    allowsPlainHttp: row?.allowsPlainHttp === 1,
    logoutResponseIssuer: (row?.logoutResponseIssuer ?? 'sts.windows.net') as LogoutResponseIssuer,
    logoutQueryEscapes: (row?.logoutQueryEscapes ?? 'lower') as QueryEscapes,
    logoutNameId: (row?.logoutNameId ?? 'withoutFormat') as LogoutNameId,
  };
}

/**
 * Changes the settings that are given. The last write wins when two administrators choose at once.
 *
 * @throws {InvalidInput} when the code is neither 700016 nor 650056, or a choice is unknown
 * @throws {NotFound} when there is no such tenant
 */
export async function setRequestChecks(
  db: Database,
  tenantId: string,
  changes: Partial<RequestChecks>,
): Promise<void> {
  requireTypes({ tenantId }, { tenantId: 'string' });
  requireTypes<SomeRequestChecks>(changes, requestChecksTypes);
  refuseFaults(requestChecksFaults(changes));
  const id = await requireTenant(db, tenantId);
  const set = requestChecksColumns(changes);
  if (Object.keys(set).length === 0) return;
  await db.updateTable('tenant').set(set).where('id', '=', id).execute();
}

function codeFault(code: number | undefined): Fault | undefined {
  if (code === undefined || code === 700016 || code === 650056) return undefined;
  const message = 'The code for an unknown Issuer is 700016 or 650056.';
  return { property: 'unknownIssuerCode', code: 'unknown', message };
}

function choiceFault(
  property: keyof RequestChecks,
  value: string | undefined,
  choices: readonly string[],
): Fault | undefined {
  if (value === undefined || choices.includes(value)) return undefined;
  return { property, code: 'unknown', message: `${property} is ${choices.join(' or ')}.` };
}
