import { type Choice, findChoices } from '../../directory/choices.ts';
import type { Visit } from '../visit.ts';
import type { PolicyForm } from './policy-form.ts';

export interface PolicyChoices {
  groups: readonly Choice[];
  applications: readonly Choice[];
  /** What narrows both, and whether there are more. */
  search: string;
  more: boolean;
}

/** What can be ticked in the form of a policy: what is ticked already, and what the search finds. */
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
