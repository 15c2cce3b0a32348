import { InvalidInput } from '../../../input/invalid-input.ts';
import { StaleVersion } from '../../../input/stale-version.ts';
import {
  createPolicy,
  deletePolicy,
  updatePolicy,
} from '../../directory/policies/manage-policies.ts';
import { policyTag, readPolicy } from '../../directory/policies/policies.ts';
import { policyFaults } from '../../directory/policies/policy-rules.ts';
import type { ConditionalAccessPolicyRow } from '../../directory/tables.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import type { Visit } from '../visit.ts';
import { choicesOf } from './policy-choices.ts';
import { showConflict } from './policy-conflict.tsx';
import {
  emptyPolicy,
  policyFieldFaults,
  policyFormOf,
  policyOf,
  type ReadPolicy,
  readPolicyForm,
} from './policy-form.ts';
import { PolicyPage, policiesPath } from './policy-page.tsx';
import type { PolicyPageProps } from './policy-page-props.ts';
import { auditPolicy, targetPolicy } from './target-policy.ts';

/** New policy, change, delete. */
export function managePolicy(routes: AdminRoutes): void {
  routes.get(`${policiesPath}/new`, 'policy.manage', async (visit) =>
    showForm(visit, { ...newPolicy, ...(await choicesOf(visit, emptyPolicy)), form: emptyPolicy }),
  );
  routes.post(`${policiesPath}/new`, 'policy.manage', addPolicy);

  routes.get(`${policiesPath}/:policyId`, 'policy.read', async (visit) => {
    const row = await targetPolicy(visit);
    const form = await policyFormOf(visit.context.db, visit.tenantId, readPolicy(row));
    const choices = await choicesOf(visit, form);
    return showForm(visit, { ...editing(row), ...choices, form, version: policyTag(row) });
  });
  routes.post(`${policiesPath}/:policyId`, 'policy.manage', savePolicy);

  routes.post(`${policiesPath}/:policyId/delete`, 'policy.manage', async (visit) => {
    const row = await targetPolicy(visit);
    await deletePolicy(visit.context.db, row.id);
    await auditPolicy(visit, row, 'Delete conditional access policy');
    return visit.done(policiesPath, `${row.displayName} was deleted.`);
  });
}

const newPolicy = { title: 'New policy', action: `${policiesPath}/new` };

const editing = ({ id, displayName }: ConditionalAccessPolicyRow) => ({
  title: displayName,
  action: `${policiesPath}/${id}`,
  deletion: `${policiesPath}/${id}/delete`,
});

function showForm(visit: Visit, shown: Omit<PolicyPageProps, 'shell' | 'mayManage'>) {
  const mayManage = visit.may('policy.manage');
  return visit.page(
    (shell) => <PolicyPage shell={shell} mayManage={mayManage} {...shown} />,
    shown.faults ? 422 : 200,
  );
}

/** The Search button was pressed: nothing is saved. */
const isSearch = ({ form }: Visit): boolean => form.text('step') === 'search';

/** The form again, with the names that are not users and every other broken rule. */
async function showUnknownUsers(
  visit: Visit,
  shown: Omit<PolicyPageProps, 'shell' | 'mayManage'>,
  { policy, unknownUsers }: ReadPolicy,
) {
  const others = await policyFaults(visit.context.db, visit.tenantId, policy);
  return showForm(visit, { ...shown, faults: [...unknownUsers, ...policyFieldFaults(others)] });
}

async function addPolicy(visit: Visit) {
  const { context, tenantId } = visit;
  const form = readPolicyForm(visit.form);
  const choices = await choicesOf(visit, form);
  const shown = { ...newPolicy, ...choices, form };
  if (isSearch(visit)) return showForm(visit, shown);
  const read = await policyOf(context.db, tenantId, form, choices);
  if (read.unknownUsers.length > 0) return showUnknownUsers(visit, shown, read);
  try {
    const { policy } = read;
    const { displayName } = policy;
    const { id } = await createPolicy(context.db, tenantId, policy, context.clock());
    await auditPolicy(visit, { id, displayName }, 'Add conditional access policy', {
      after: policy,
    });
    return visit.done(policiesPath, `${displayName} was created.`);
  } catch (error) {
    if (error instanceof InvalidInput)
      return showForm(visit, { ...shown, faults: policyFieldFaults(error.faults) });
    throw error;
  }
}

async function savePolicy(visit: Visit) {
  const { context, tenantId } = visit;
  const row = await targetPolicy(visit);
  const form = readPolicyForm(visit.form);
  const choices = await choicesOf(visit, form);
  const version = visit.form.version();
  const shown = { ...editing(row), ...choices, form, version };
  if (isSearch(visit)) return showForm(visit, shown);
  const before = readPolicy(row);
  const read = await policyOf(context.db, tenantId, form, choices, before.conditions);
  if (read.unknownUsers.length > 0) return showUnknownUsers(visit, shown, read);
  try {
    const { policy: after } = read;
    await updatePolicy(context.db, row.id, after, context.clock(), version);
    await auditPolicy(visit, row, 'Update conditional access policy', { before, after });
    return visit.done(policiesPath, `${after.displayName} was saved.`);
  } catch (error) {
    if (error instanceof StaleVersion) return showConflict(visit, form);
    if (error instanceof InvalidInput)
      return showForm(visit, { ...shown, faults: policyFieldFaults(error.faults) });
    throw error;
  }
}
