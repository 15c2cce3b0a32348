import { policyTag, readPolicy } from '../../directory/policies/policies.ts';
import { ConflictPage } from '../conflict-page.tsx';
import type { Visit } from '../visit.ts';
import { grantChoices, type PolicyForm, policyFormOf } from './policy-form.ts';
import { policiesPath } from './policy-page.tsx';
import { targetPolicy } from './target-policy.ts';

const labels: Record<keyof PolicyForm, string> = {
  displayName: 'Name',
  includeUsers: 'Include users',
  users: 'Included users',
  groupIds: 'Included groups',
  excludedUsers: 'Excluded users',
  excludedGroupIds: 'Excluded groups',
  includeApplications: 'Target resources',
  servicePrincipalIds: 'Applications',
  grant: 'Grant',
  signInFrequency: 'Sign-in frequency (hours)',
  state: 'Enable policy',
};
const names = Object.keys(labels) as (keyof PolicyForm)[];

/** Another user saved the policy first: shows both versions. @throws {AdminError} `object_gone` */
export async function showConflict(visit: Visit, typed: PolicyForm) {
  const row = await targetPolicy(visit);
  const saved = await policyFormOf(visit.context.db, visit.tenantId, readPolicy(row));
  return visit.page(
    (shell) => (
      <ConflictPage
        shell={shell}
        section="policies"
        subject={row.displayName}
        action={`${policiesPath}/${row.id}`}
        back={`${policiesPath}/${row.id}`}
        version={policyTag(row)}
        fields={names.map((name) => ({
          label: labels[name],
          saved: inWords(name, saved),
          typed: inWords(name, typed),
        }))}
        sent={visit.form.entries()}
        trail={[{ href: policiesPath, title: 'Conditional Access' }]}
      />
    ),
    409,
  );
}

const inWords = (name: keyof PolicyForm, form: PolicyForm): string =>
  name === 'grant' ? (grantChoices[form.grant] ?? form.grant) : [form[name]].flat().join(', ');
