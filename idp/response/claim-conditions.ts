import { personalAccounts } from './identity-provider.ts';
import { sourceInWords, sourceValues } from './source-values.ts';
import { TransformationFailure } from './transformations.ts';
import type { ClaimsSubject, ClaimsUser } from './user-attributes.ts';
import type { Purpose, ValueSource } from './value-source.ts';

/** "User type" of a claim condition, with its label (entra-saml.md 3.3). */
export const conditionUserTypes = {
  Any: 'Any',
  Members: 'Members',
  AllGuests: 'All guests',
  MicrosoftEntraGuests: 'Microsoft Entra guests',
  ExternalGuests: 'External guests',
} as const;

export type ConditionUserType = keyof typeof conditionUserTypes;

/** "Claim conditions": for whom a claim has another source. */
export interface ClaimCondition {
  userType: ConditionUserType;
  /** Groups of which the user must be in one; none: everybody of the user type. */
  groupIds: readonly string[];
  source: ValueSource;
}

/** Where a claim, or the NameID, gets its value from. */
export interface ConditionalSource {
  /** For users for whom no condition gives a value; absent only when there are conditions. */
  source?: ValueSource | undefined;
  conditions?: readonly ClaimCondition[] | undefined;
}

/** The values, and where they come from, in words. */
export interface Resolved {
  readonly values: readonly string[];
  readonly reason: string;
  /** The source that was chosen; absent when there is none for the user. */
  readonly source?: ValueSource | undefined;
}

/**
 * First all conditions with an attribute as source, then those with a transformation, each from top to bottom: the last one that the user meets and
 * that has a value wins. Without one it is the source of the claim (entra-saml.md 3.3).
 *
 * @throws {TransformationFailure} 501241 when the only source lacks its input (a condition without a value is passed over), 501621 when a regular
 *   expression takes too long
 */
export function resolve(
  { source, conditions = [] }: ConditionalSource,
  subject: ClaimsSubject,
  purpose: Purpose = {},
): Resolved {
  if (conditions.length === 0) return source ? fromSource(source, subject, purpose) : nothing;
  let won = source ? lenient(source, subject, purpose) : nothing;
  for (const [position, condition] of inOrder(conditions)) {
    if (!meets(condition, subject)) continue;
    const found = lenient(condition.source, subject, purpose);
    if (found.values.length === 0) continue;
    won = {
      source: condition.source,
      values: found.values,
      reason: `Condition ${position + 1} (${conditionInWords(condition)}) wins: ${sourceInWords(condition.source)}`,
    };
  }
  return won;
}

const nothing: Resolved = { values: [], reason: 'No condition applies, so the claim is left out' };

function fromSource(source: ValueSource, subject: ClaimsSubject, purpose: Purpose): Resolved {
  const values = sourceValues(source, subject, purpose);
  const words = sourceInWords(source);
  if (values.length > 0) return { source, values, reason: `From ${words}` };
  const gives = source.kind === 'transformation' ? 'gives no value' : 'is empty';
  return { source, values, reason: `${words} ${gives}, so the claim is left out` };
}

function lenient(source: ValueSource, subject: ClaimsSubject, purpose: Purpose): Resolved {
  try {
    return fromSource(source, subject, purpose);
  } catch (error) {
    if (!(error instanceof TransformationFailure) || error.code !== 501241) throw error;
    return { source, values: [], reason: `${error.message} The claim is left out` };
  }
}

/** Conditions with their positions, in the order in which Entra evaluates them. */
function inOrder(conditions: readonly ClaimCondition[]): [number, ClaimCondition][] {
  const all = [...conditions.entries()];
  const isTransformed = ({ source }: ClaimCondition) => source.kind === 'transformation';
  return [
    ...all.filter(([, one]) => !isTransformed(one)),
    ...all.filter(([, one]) => isTransformed(one)),
  ];
}

function meets({ userType, groupIds }: ClaimCondition, subject: ClaimsSubject): boolean {
  if (!isOfType(userType, subject.user)) return false;
  return groupIds.length === 0 || groupIds.some((id) => subject.groupIds?.has(id));
}

/**
 * Members are native to the tenant. A guest is of Microsoft Entra when the home account is in another tenant; every other guest, also one without a
 * home account, is external (assumed for those).
 */
function isOfType(type: ConditionUserType, { userType, homeTenantId }: ClaimsUser): boolean {
  const isGuest = userType === 'Guest';
  const isFromTenant = !!homeTenantId && homeTenantId !== personalAccounts.tenantId;
  switch (type) {
    case 'Any':
      return true;
    case 'Members':
      return !isGuest && !homeTenantId;
    case 'AllGuests':
      return isGuest;
    case 'MicrosoftEntraGuests':
      return isGuest && isFromTenant;
    case 'ExternalGuests':
      return isGuest && !isFromTenant;
  }
}

function conditionInWords({ userType, groupIds }: ClaimCondition): string {
  const groups = groupIds.length === 1 ? 'one group' : `${groupIds.length} groups`;
  return `${conditionUserTypes[userType]}${groupIds.length > 0 ? `, in ${groups}` : ''}`;
}

/** The source and the conditions as Entra's list of claims prints them, in one line. */
export const conditionalInWords = ({ source, conditions = [] }: ConditionalSource): string =>
  [
    ...(source ? [sourceInWords(source)] : []),
    ...conditions.map((one) => `${conditionInWords(one)}: ${sourceInWords(one.source)}`),
  ].join('; ');
