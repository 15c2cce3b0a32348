import { type ArgumentTypes, requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput } from '../../../input/invalid-input.ts';
import { findAmong } from '../../../store/in-chunks.ts';
import { authenticationStrengths } from '../../conditional-access/authentication-strength.ts';
import {
  type Policy,
  type PolicyConditions,
  policyStates,
} from '../../conditional-access/policy.ts';
import { unknownGroupFaults } from '../groups/groups.ts';
import { findPeople } from '../people-search.ts';
import type { Database } from '../tables.ts';
import { deletedAmong } from '../users/deleted-users.ts';

/** The properties of a policy that administrators edit. */
export type PolicyProperties = Omit<
  Policy,
  'id' | 'grantControl' | 'authenticationStrength' | 'signInFrequency'
> & {
  grantControl?: Policy['grantControl'];
  authenticationStrength?: Policy['authenticationStrength'];
  signInFrequency?: Policy['signInFrequency'];
};

/** Some of the properties of a policy. */
export type SomePolicyProperties = Partial<PolicyProperties>;

const policyTypes: ArgumentTypes<PolicyProperties> = {
  displayName: 'string',
  state: 'string',
  conditions: 'object',
  grantControl: 'string?',
  authenticationStrength: 'string?',
  signInFrequency: 'number?',
};
const conditionTypes: ArgumentTypes<PolicyConditions> = {
  includeUsers: 'string',
  includeUserIds: 'string[]',
  includeGroupIds: 'string[]',
  excludeUserIds: 'string[]',
  excludeGroupIds: 'string[]',
  includeApplications: 'string',
  servicePrincipalIds: 'string[]',
};

/** @throws {InvalidInput} `type`, `unknown_property` */
export function requireChangeTypes(changes: SomePolicyProperties): void {
  requireTypes(changes, {
    displayName: 'string?',
    state: 'string?',
    conditions: 'object?',
    grantControl: 'string?',
    authenticationStrength: 'string?',
    signInFrequency: 'number?',
  });
}

/** @throws {InvalidInput} `type`, `unknown_property`; the property of a condition is `conditions.includeUserIds` */
export function requirePolicyTypes(policy: PolicyProperties): void {
  requireTypes(policy, policyTypes);
  try {
    requireTypes(policy.conditions, conditionTypes);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(
      error.faults.map((fault) => ({ ...fault, property: `conditions.${fault.property}` })),
    );
  }
}

/** A year. */
const MAX_HOURS = 8760;

/** The broken rules of a policy of this tenant. */
export async function policyFaults(
  db: Database,
  tenantId: string,
  policy: PolicyProperties,
): Promise<Fault[]> {
  const { displayName, state, conditions: c } = policy;
  const { grantControl, authenticationStrength, signInFrequency } = policy;
  const hours = signInFrequency ?? 1;
  const unknown = await Promise.all([
    unknownUserFaults(db, tenantId, 'conditions.includeUserIds', c.includeUserIds),
    unknownGroupFaults(db, tenantId, 'conditions.includeGroupIds', c.includeGroupIds),
    unknownUserFaults(db, tenantId, 'conditions.excludeUserIds', c.excludeUserIds),
    unknownGroupFaults(db, tenantId, 'conditions.excludeGroupIds', c.excludeGroupIds),
    unknownApplicationFaults(db, tenantId, c.servicePrincipalIds),
  ]);
  return [
    displayName === ''
      ? fault('displayName', 'required', 'Enter a name for the policy.')
      : displayName.length > 256
        ? fault('displayName', 'too_long', 'A name has at most 256 characters.')
        : undefined,
    oneOf('state', state, Object.keys(policyStates)),
    oneOf('conditions.includeUsers', c.includeUsers, ['all', 'none', 'selected']),
    c.includeUsers === 'selected' && c.includeUserIds.length + c.includeGroupIds.length === 0
      ? fault(
          'conditions.includeUserIds',
          'no_users',
          'Enter at least one user, or select a group.',
        )
      : undefined,
    oneOf('conditions.includeApplications', c.includeApplications, ['all', 'selected']),
    c.includeApplications === 'selected' && c.servicePrincipalIds.length === 0
      ? fault(
          'conditions.servicePrincipalIds',
          'no_applications',
          'Select at least one application, or choose all resources.',
        )
      : undefined,
    ...unknown.flat(),
    grantControl === undefined ? undefined : oneOf('grantControl', grantControl, ['block', 'mfa']),
    authenticationStrength === undefined
      ? undefined
      : (oneOf(
          'authenticationStrength',
          authenticationStrength,
          Object.keys(authenticationStrengths),
        ) ??
        (grantControl === undefined
          ? undefined
          : fault(
              'authenticationStrength',
              'exclusive',
              'A policy requires an authentication strength, or multifactor authentication, or blocks access: choose one.',
            ))),
    grantControl === undefined &&
    authenticationStrength === undefined &&
    signInFrequency === undefined
      ? fault('grantControl', 'no_control', 'Choose a grant control, or enter a sign-in frequency.')
      : undefined,
    Number.isInteger(hours) && hours >= 1 && hours <= MAX_HOURS
      ? undefined
      : fault('signInFrequency', 'range', `Enter whole hours, from 1 to ${MAX_HOURS}.`),
  ].filter((each) => each !== undefined);
}

const fault = (property: string, code: string, message: string): Fault => ({
  property,
  code,
  message,
});

const oneOf = (property: string, value: string, values: readonly string[]): Fault | undefined =>
  values.includes(value)
    ? undefined
    : fault(property, 'choice', `${property} is one of ${values.join(', ')}.`);

/** Deleted users count as known: restored, they are subject to the policy again. */
async function unknownUserFaults(
  db: Database,
  tenantId: string,
  property: string,
  ids: readonly string[],
): Promise<Fault[]> {
  const people = await findPeople(db, tenantId, ids);
  const known = new Set([...people.map(({ id }) => id), ...(await deletedAmong(db, ids))]);
  return unknownFaults(property, ids, known, 'user');
}

async function unknownApplicationFaults(
  db: Database,
  tenantId: string,
  ids: readonly string[],
): Promise<Fault[]> {
  const ofTenant = db.selectFrom('servicePrincipal').select('id').where('tenantId', '=', tenantId);
  const rows = await findAmong(ids, (some) => ofTenant.where('id', 'in', some).execute());
  const known = new Set(rows.map(({ id }) => id));
  return unknownFaults('conditions.servicePrincipalIds', ids, known, 'application');
}

const unknownFaults = (
  property: string,
  ids: readonly string[],
  known: ReadonlySet<string>,
  what: string,
): Fault[] =>
  ids.flatMap((id, position) =>
    known.has(id)
      ? []
      : fault(
          `${property}.${position}`,
          `unknown_${what}`,
          `This tenant has no ${what} "${id.slice(0, 80)}".`,
        ),
  );
