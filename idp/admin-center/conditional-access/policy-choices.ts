import { type Choice, findChoices } from '../../directory/choices.ts';
import type { Visit } from '../visit.ts';
import type { PolicyForm } from './policy-form.ts';

export interface PolicyChoices {
  groups: readonly Choice[];
  applications: readonly Choice[];
  /** The search text for both, and whether there are more than shown. */
  search: string;
  more: boolean;
}

/** The choices in the form of a policy: those already ticked, and those that the search finds. */
export async function choicesOf(visit: Visit, form: PolicyForm): Promise<PolicyChoices> {
  const { tenantId } = visit;
  const { db } = visit.context;
  const search = visit.form.text('choiceSearch');
  const [groups, applications] = await Promise.all([
    findChoices(db, 'directoryGroup', {
      tenantId,
      search,
      ticked: [...form.groupIds, ...form.excludedGroupIds],
    }),
    findChoices(db, 'servicePrincipal', { tenantId, search, ticked: form.servicePrincipalIds }),
  ]);
  return {
    groups: groups.choices,
    applications: applications.choices,
    search,
    more: groups.more || applications.more,
  };
}
