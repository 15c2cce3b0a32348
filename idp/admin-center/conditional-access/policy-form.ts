import {
  type PolicyConditions,
  type PolicyState,
  policyStates,
} from '../../conditional-access/policy.ts';
import type { Choice } from '../../directory/choices.ts';
import { type Fault, refuseFaults } from '../../directory/invalid-input.ts';
import type { PolicyValues } from '../../directory/sign-in/conditional-access.ts';
import type { Database } from '../../directory/tables.ts';
import { deletedAmong } from '../../directory/users/deleted-users.ts';
import { findPeople, findPeopleByName } from '../../directory/users/people-search.ts';
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

/** A year. */
const MAX_HOURS = 8760;

/**
 * The policy that a form describes.
 *
 * @param choices the groups and servicePrincipals of the tenant that can be chosen, the ticked ones among them
 * @param before the conditions so far; a user of theirs who is deleted has no line in the form, and stays in the policy
 * @throws {InvalidInput}
 */
export async function policyOf(
  db: Database,
  tenantId: string,
  form: PolicyForm,
  choices: { groups: readonly Choice[]; applications: readonly Choice[] },
  before?: PolicyConditions,
): Promise<PolicyValues> {
  const included = await peopleNamed(db, tenantId, form.users, 'users');
  const excluded = await peopleNamed(db, tenantId, form.excludedUsers, 'excludedUsers');
  const groups = idsOf(choices.groups);
  const applications = idsOf(choices.applications);
  const values: PolicyValues = {
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
    signInFrequency: form.signInFrequency === '' ? undefined : Number(form.signInFrequency),
  };
  refuseFaults([included.fault, excluded.fault, ...faultsOf(values)]);
  return values;
}

const idsOf = (choices: readonly Choice[]) => new Set(choices.map(({ id }) => id));

function faultsOf({ displayName, conditions: c, grantControl, signInFrequency }: PolicyValues) {
  const fault = (property: string, code: string, message: string): Fault => ({
    property,
    code,
    message,
  });
  const hours = signInFrequency ?? 1;
  return [
    displayName === ''
      ? fault('displayName', 'required', 'Enter a name for the policy.')
      : displayName.length > 256
        ? fault('displayName', 'too_long', 'A name has at most 256 characters.')
        : undefined,
    c.includeUsers === 'selected' && c.includeUserIds.length + c.includeGroupIds.length === 0
      ? fault('users', 'nobody', 'Name at least one user, or tick a group.')
      : undefined,
    c.includeApplications === 'selected' && c.servicePrincipalIds.length === 0
      ? fault('application', 'none', 'Tick at least one application, or choose all resources.')
      : undefined,
    grantControl === undefined && signInFrequency === undefined
      ? fault('grant', 'nothing', 'Choose a grant control, or enter a sign-in frequency.')
      : undefined,
    Number.isInteger(hours) && hours >= 1 && hours <= MAX_HOURS
      ? undefined
      : fault('signInFrequency', 'range', `Enter whole hours, from 1 to ${MAX_HOURS}.`),
  ];
}

function oneOf<const One extends string, Other>(
  value: string,
  values: readonly One[],
  other: Other,
): One | Other {
  return values.find((one) => one === value) ?? other;
}

async function peopleNamed(db: Database, tenantId: string, text: string, field: string) {
  const names = lines(text);
  const people = await findPeopleByName(db, tenantId, names);
  const known = new Set(people.map(({ userPrincipalName }) => userPrincipalName.toLowerCase()));
  const unknown = names.filter((name) => !known.has(name.toLowerCase()));
  const fault: Fault | undefined =
    unknown.length === 0
      ? undefined
      : {
          property: field,
          code: 'unknown_user',
          message: `Not a user of this tenant: ${unknown.join(', ')}.`,
        };
  return { ids: people.map(({ id }) => id), fault };
}

/** A stored policy as its form; users who are deleted have no line in it. */
export async function policyFormOf(
  db: Database,
  tenantId: string,
  { displayName, state, conditions: c, grantControl, signInFrequency }: PolicyValues,
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
    grant: grantControl ?? '',
    signInFrequency: signInFrequency === undefined ? '' : String(signInFrequency),
  };
}
