import type { Fault } from '../../../input/invalid-input.ts';
import { caseKey } from '../../../store/case-key.ts';
import {
  type AuthenticationStrengthName,
  authenticationStrengths,
} from '../../conditional-access/authentication-strength.ts';
import {
  type PolicyConditions,
  type PolicyState,
  policyStates,
} from '../../conditional-access/policy.ts';
import type { Choice } from '../../directory/choices.ts';
import { findPeople, findPeopleByName } from '../../directory/people-search.ts';
import type { PolicyProperties } from '../../directory/policies/policy-rules.ts';
import type { Database } from '../../directory/tables.ts';
import { deletedAmong } from '../../directory/users/deleted-users.ts';
import { type FieldFault, fieldFaults } from '../field-faults.ts';
import type { PostedForm } from '../posted-form.ts';

/** The form as it was typed. */
export interface PolicyForm {
  displayName: string;
  includeUsers: string;
  /** userPrincipalNames, one a line. */
  users: string;
  groupIds: readonly string[];
  excludedUsers: string;
  excludedGroupIds: readonly string[];
  includeApplications: string;
  servicePrincipalIds: readonly string[];
  grant: string;
  signInFrequency: string;
  state: string;
}

export const emptyPolicy: PolicyForm = {
  displayName: '',
  includeUsers: 'none',
  users: '',
  groupIds: [],
  excludedUsers: '',
  excludedGroupIds: [],
  includeApplications: 'selected',
  servicePrincipalIds: [],
  grant: '',
  signInFrequency: '',
  state: 'enabledForReportingButNotEnforced',
};

export function readPolicyForm(form: PostedForm): PolicyForm {
  return {
    displayName: form.text('displayName'),
    includeUsers: form.text('includeUsers'),
    users: form.text('users').replaceAll('\r\n', '\n'),
    groupIds: form.all('group'),
    excludedUsers: form.text('excludedUsers').replaceAll('\r\n', '\n'),
    excludedGroupIds: form.all('excludedGroup'),
    includeApplications: form.text('includeApplications'),
    servicePrincipalIds: form.all('application'),
    grant: form.text('grant'),
    signInFrequency: form.text('signInFrequency'),
    state: form.text('state'),
  };
}

const lines = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,;]/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/** What a form says, and the names in it that are not users. */
export interface ReadPolicy {
  policy: PolicyProperties;
  unknownUsers: readonly FieldFault[];
}

/**
 * The policy that a form describes, in the properties of the directory.
 *
 * @param choices the groups and servicePrincipals of the tenant that can be chosen, the ticked ones among them
 * @param before the conditions so far; their deleted users have no line in the form, and stay in the policy
 */
export async function policyOf(
  db: Database,
  tenantId: string,
  form: PolicyForm,
  choices: { groups: readonly Choice[]; applications: readonly Choice[] },
  before?: PolicyConditions,
): Promise<ReadPolicy> {
  const included = await usersNamed(db, tenantId, form.users, 'users');
  const excluded = await usersNamed(db, tenantId, form.excludedUsers, 'excludedUsers');
  const groups = idsOf(choices.groups);
  const applications = idsOf(choices.applications);
  const policy: PolicyProperties = {
    displayName: form.displayName,
    state: form.state in policyStates ? (form.state as PolicyState) : 'disabled',
    conditions: {
      includeUsers: oneOf(form.includeUsers, ['all', 'selected'] as const, 'none'),
      includeUserIds: [...included.ids, ...(await deletedAmong(db, before?.includeUserIds ?? []))],
      includeGroupIds: form.groupIds.filter((id) => groups.has(id)),
      excludeUserIds: [...excluded.ids, ...(await deletedAmong(db, before?.excludeUserIds ?? []))],
      excludeGroupIds: form.excludedGroupIds.filter((id) => groups.has(id)),
      includeApplications: oneOf(form.includeApplications, ['all'] as const, 'selected'),
      servicePrincipalIds: form.servicePrincipalIds.filter((id) => applications.has(id)),
    },
    grantControl: oneOf(form.grant, ['block', 'mfa'] as const, undefined),
    authenticationStrength: strengthOf(form.grant),
    signInFrequency: hoursOf(form.signInFrequency),
  };
  return { policy, unknownUsers: [...included.faults, ...excluded.faults] };
}

/** The choices of "Grant" and their labels; of `block`, `mfa` and the strengths a policy has one. */
export const grantChoices: Readonly<Record<string, string>> = {
  block: 'Block access',
  mfa: 'Grant access: Require multifactor authentication',
  ...Object.fromEntries(
    Object.entries(authenticationStrengths).map(([name, { displayName }]) => [
      name,
      `Grant access: Require authentication strength: ${displayName}`,
    ]),
  ),
  '': 'Grant access',
};

const strengthOf = (grant: string): AuthenticationStrengthName | undefined =>
  Object.hasOwn(authenticationStrengths, grant) ? (grant as AuthenticationStrengthName) : undefined;

const idsOf = (choices: readonly Choice[]) => new Set(choices.map(({ id }) => id));

/** Text that is not a number becomes 0, which the directory refuses. */
const hoursOf = (text: string): number | undefined => (text === '' ? undefined : Number(text) || 0);

function oneOf<const One extends string, Other>(
  value: string,
  values: readonly One[],
  other: Other,
): One | Other {
  return values.find((one) => one === value) ?? other;
}

async function usersNamed(db: Database, tenantId: string, text: string, field: string) {
  const names = lines(text);
  const people = await findPeopleByName(db, tenantId, names);
  const known = new Set(people.map(({ userPrincipalName }) => caseKey(userPrincipalName)));
  const unknown = names.filter((name) => !known.has(caseKey(name))).join(', ');
  const faults: FieldFault[] =
    unknown === ''
      ? []
      : [{ field, code: 'unknown_user', message: `Not a user of this tenant: ${unknown}.` }];
  return { ids: people.map(({ id }) => id), faults };
}

/** Faults of the directory at the fields of the form. */
export const policyFieldFaults = (faults: readonly Fault[]): FieldFault[] =>
  fieldFaults(faults, {
    'conditions.includeUserIds': 'users',
    'conditions.servicePrincipalIds': 'application',
    grantControl: 'grant',
    authenticationStrength: 'grant',
  });

/** A stored policy as its form; deleted users have no line in it. */
export async function policyFormOf(
  db: Database,
  tenantId: string,
  { displayName, state, conditions: c, ...controls }: PolicyProperties,
): Promise<PolicyForm> {
  const names = async (ids: readonly string[]) =>
    (await findPeople(db, tenantId, ids))
      .map(({ userPrincipalName }) => userPrincipalName)
      .sort()
      .join('\n');
  return {
    displayName,
    state,
    includeUsers: c.includeUsers,
    users: await names(c.includeUserIds),
    groupIds: c.includeGroupIds,
    excludedUsers: await names(c.excludeUserIds),
    excludedGroupIds: c.excludeGroupIds,
    includeApplications: c.includeApplications,
    servicePrincipalIds: c.servicePrincipalIds,
    grant: controls.grantControl ?? controls.authenticationStrength ?? '',
    signInFrequency: String(controls.signInFrequency ?? ''),
  };
}
