import { findPolicy } from '../../directory/policies/policies.ts';
import type { PolicyProperties } from '../../directory/policies/policy-rules.ts';
import type { ConditionalAccessPolicyRow } from '../../directory/tables.ts';
import { AdminError } from '../errors.ts';
import type { Visit } from '../visit.ts';

/** The policy that the path names. @throws {AdminError} `object_gone` */
export async function targetPolicy(visit: Visit): Promise<ConditionalAccessPolicyRow> {
  const row = await findPolicy(visit.context.db, visit.tenantId, visit.param('policyId'));
  if (!row) throw new AdminError('object_gone', 'This policy does not exist, or was deleted.');
  return row;
}

/** Names of the audited properties, one for each condition. */
const auditedNames = [
  'state',
  'grant',
  'frequency',
  'includeUsers',
  'includeUserIds',
  'includeGroupIds',
  'excludeUserIds',
  'excludeGroupIds',
  'includeApplications',
  'servicePrincipalIds',
] as const;

/** Writes a change of a policy to the audit log: without `before` a new policy, without both a deleted one. */
export function auditPolicy(
  visit: Visit,
  { id, displayName }: Pick<ConditionalAccessPolicyRow, 'id' | 'displayName'>,
  activity: string,
  { before, after }: { before?: PolicyProperties; after?: PolicyProperties } = {},
): Promise<void> {
  const [was, is] = [before && auditedValues(before), after && auditedValues(after)];
  return visit.audit({
    activity,
    category: 'Policy',
    target: { type: 'Policy', id, displayName },
    modified: auditedNames.map((name) => ({
      displayName: name,
      oldValue: inLines(was?.[name]),
      newValue: inLines(is?.[name]),
    })),
  });
}

const auditedValues = ({
  state,
  grantControl,
  authenticationStrength,
  signInFrequency,
  conditions,
}: PolicyProperties) => ({
  state,
  grant: grantControl ?? authenticationStrength ?? '',
  frequency: String(signInFrequency ?? ''),
  ...conditions,
});

const inLines = (value: string | readonly string[] | undefined): string | undefined =>
  (typeof value === 'string' ? value : value?.join('\n')) || undefined;
