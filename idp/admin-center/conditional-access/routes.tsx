import { isAboutApplication } from '../../conditional-access/policy.ts';
import type { ConditionalAccessPolicyRow } from '../../directory/access-rows.ts';
import { findServicePrincipal } from '../../directory/applications.ts';
import { findChoices } from '../../directory/choices.ts';
import {
  addPolicy,
  changePolicy,
  deletePolicy,
  findPolicy,
  listPolicies,
  type PolicyValues,
  policyTag,
  readPolicy,
} from '../../directory/conditional-access.ts';
import { InvalidInput } from '../../directory/invalid-input.ts';
import { StaleVersion } from '../../directory/stale-version.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { ConflictPage } from '../conflict-page.tsx';
import { AdminError } from '../errors.ts';
import type { Visit } from '../visit.ts';
import {
  emptyPolicy,
  type PolicyForm,
  policyFormOf,
  policyOf,
  readPolicyForm,
} from './policy-form.ts';
import { PolicyList } from './policy-list.tsx';
import { PolicyPage, policiesPath } from './policy-page.tsx';

/** `/admin/conditional-access` */
export function conditionalAccessPolicies(routes: AdminRoutes): void {
  routes.get(policiesPath, 'policy.read', async (visit) => {
    const { tenantId, context } = visit;
    const application = visit.query('application');
    const [rows, app] = await Promise.all([
      listPolicies(context.db, tenantId),
      findServicePrincipal(context.db, tenantId, application),
    ]);
    if (application !== '' && !app)
      throw new AdminError('object_gone', 'This tenant has no such enterprise application.');
    const policies = rows
      .map(readPolicy)
      .filter(({ conditions }) => !app || isAboutApplication(conditions, app.id));
    const mayManage = visit.may('policy.manage');
    return visit.page((shell) => <PolicyList {...{ shell, policies, mayManage, app }} />);
  });

  routes.get(`${policiesPath}/new`, 'policy.manage', async (visit) => {
    const choices = await choicesOf(visit, emptyPolicy);
    return visit.page((shell) => (
      <PolicyPage shell={shell} {...newPolicy} form={emptyPolicy} {...choices} mayManage />
    ));
  });
  routes.post(`${policiesPath}/new`, 'policy.manage', createPolicy);

  routes.get(`${policiesPath}/:policyId`, 'policy.read', async (visit) => {
    const row = await targetPolicy(visit);
    const { db } = visit.context;
    const form = await policyFormOf(db, visit.tenantId, readPolicy(row));
    const choices = await choicesOf(visit, form);
    const version = policyTag(row);
    const mayManage = visit.may('policy.manage');
    return visit.page((shell) => (
      <PolicyPage {...editing(row)} {...choices} {...{ shell, form, version, mayManage }} />
    ));
  });
  routes.post(`${policiesPath}/:policyId`, 'policy.manage', savePolicy);

  routes.post(`${policiesPath}/:policyId/delete`, 'policy.manage', async (visit) => {
    const row = await targetPolicy(visit);
    await deletePolicy(visit.context.db, row.id);
    await audit(visit, row, 'Delete conditional access policy');
    return visit.done(policiesPath, `${row.displayName} was deleted.`);
  });
}

const newPolicy = { title: 'New policy', action: `${policiesPath}/new` };

const editing = ({ id, displayName }: ConditionalAccessPolicyRow) => ({
  title: displayName,
  action: `${policiesPath}/${id}`,
  deletion: `${policiesPath}/${id}/delete`,
});

/** @throws {AdminError} `object_gone` */
async function targetPolicy(visit: Visit): Promise<ConditionalAccessPolicyRow> {
  const row = await findPolicy(visit.context.db, visit.tenantId, visit.param('policyId'));
  if (!row) throw new AdminError('object_gone', 'This policy does not exist, or was deleted.');
  return row;
}

/** What can be ticked: what is ticked already, and what the search finds. */
async function choicesOf({ context, tenantId, form: sent }: Visit, form: PolicyForm) {
  const search = sent.text('choiceSearch');
  const [groups, applications] = await Promise.all([
    findChoices(context.db, 'directoryGroup', {
      ...{ tenantId, search, ticked: [...form.groupIds, ...form.excludedGroupIds] },
    }),
    findChoices(context.db, 'servicePrincipal', {
      ...{ tenantId, search, ticked: form.servicePrincipalIds },
    }),
  ]);
  return {
    groups: groups.choices,
    applications: applications.choices,
    search,
    more: groups.more || applications.more,
  };
}

type Choices = Awaited<ReturnType<typeof choicesOf>>;

const valuesOf = (
  { context, tenantId }: Visit,
  form: PolicyForm,
  choices: Choices,
  before?: PolicyValues,
) => policyOf(context.db, tenantId, form, choices, before?.conditions);

/** The button beside the search box was pressed: nothing is saved. */
const isSearch = ({ form }: Visit): boolean => form.text('step') === 'search';

async function createPolicy(visit: Visit) {
  const form = readPolicyForm(visit.form);
  const choices = await choicesOf(visit, form);
  const { context, tenantId } = visit;
  if (isSearch(visit))
    return visit.page((shell) => (
      <PolicyPage {...newPolicy} {...choices} {...{ shell, form }} mayManage />
    ));
  try {
    const values = await valuesOf(visit, form, choices);
    const { id } = await addPolicy(context.db, tenantId, values, context.clock());
    const { displayName } = values;
    await audit(visit, { id, displayName }, 'Add conditional access policy', undefined, values);
    return visit.done(policiesPath, `${displayName} was created.`);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const { faults } = error;
    return visit.page(
      (shell) => <PolicyPage {...newPolicy} {...choices} {...{ shell, form, faults }} mayManage />,
      422,
    );
  }
}

async function savePolicy(visit: Visit) {
  const row = await targetPolicy(visit);
  const form = readPolicyForm(visit.form);
  const choices = await choicesOf(visit, form);
  const version = visit.form.version();
  const { db, clock } = visit.context;
  if (isSearch(visit))
    return visit.page((shell) => (
      <PolicyPage {...editing(row)} {...choices} {...{ shell, form, version }} mayManage />
    ));
  try {
    const before = readPolicy(row);
    const values = await valuesOf(visit, form, choices, before);
    await changePolicy(db, row, values, version, clock());
    await audit(visit, row, 'Update conditional access policy', before, values);
    return visit.done(policiesPath, `${values.displayName} was saved.`);
  } catch (error) {
    if (error instanceof StaleVersion) return conflict(visit, form);
    if (!(error instanceof InvalidInput)) throw error;
    const { faults } = error;
    return visit.page(
      (shell) => (
        <PolicyPage
          {...editing(row)}
          {...choices}
          {...{ shell, form, version, faults }}
          mayManage
        />
      ),
      422,
    );
  }
}

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

async function conflict(visit: Visit, typed: PolicyForm) {
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
          saved: [saved[name]].flat().join(', '),
          typed: [typed[name]].flat().join(', '),
        }))}
        sent={visit.form.entries()}
        trail={[{ href: policiesPath, title: 'Conditional Access' }]}
      />
    ),
    409,
  );
}

function audit(
  visit: Visit,
  { id, displayName }: { id: string; displayName: string },
  activity: string,
  before?: PolicyValues,
  after?: PolicyValues,
): Promise<void> {
  const shown = (values: PolicyValues | undefined) =>
    values && {
      state: values.state,
      grant: values.grantControl ?? '',
      frequency: String(values.signInFrequency ?? ''),
      ...values.conditions,
    };
  const [was, is] = [shown(before), shown(after)];
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

/** Graph's names of the values that a policy has, each of the conditions by itself. */
const auditedNames = [
  ...([
    'state',
    'grant',
    'frequency',
    'includeUsers',
    'includeUserIds',
    'includeGroupIds',
  ] as const),
  ...(['excludeUserIds', 'excludeGroupIds', 'includeApplications', 'servicePrincipalIds'] as const),
];

const inLines = (value: string | readonly string[] | undefined): string | undefined =>
  (typeof value === 'string' ? value : value?.join('\n')) || undefined;
