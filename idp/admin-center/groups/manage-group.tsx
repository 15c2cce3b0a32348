import { InvalidInput } from '../../../input/invalid-input.ts';
import { StaleVersion } from '../../../input/stale-version.ts';
import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { MessageBar } from '../../../web/components/surfaces.tsx';
import { groupPropertiesOf } from '../../directory/groups/group-properties.ts';
import {
  createGroup,
  deleteGroup,
  groupTag,
  updateGroup,
} from '../../directory/groups/manage-groups.ts';
import { AdminForm } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import { ConflictPage } from '../conflict-page.tsx';
import { fieldFaults } from '../field-faults.ts';
import type { Visit } from '../visit.ts';
import {
  emptyGroupForm,
  type GroupForm,
  groupFields,
  groupFormOf,
  groupKinds,
  groupLabels,
  groupProperties,
  readGroupForm,
} from './group-form.ts';
import { GroupFormPage } from './group-form-page.tsx';
import { auditGroup, groupAddress, groupTrail, targetGroup } from './target-group.ts';

/** New group, rename, delete. */
export function manageGroup(routes: AdminRoutes): void {
  const newGroup = {
    title: 'New Group',
    action: '/admin/groups/new',
    back: '/admin/groups',
    submit: 'Create',
    trail: [{ href: '/admin/groups', title: 'Groups' }],
  };
  routes.get('/admin/groups/new', 'group.manage', (visit) =>
    visit.page((shell) => <GroupFormPage {...newGroup} shell={shell} form={emptyGroupForm} />),
  );
  routes.post('/admin/groups/new', 'group.manage', async (visit) => {
    const form = readGroupForm(visit.form);
    const { context, tenantId } = visit;
    try {
      const { id } = await createGroup(
        context.db,
        { tenantId, ...groupProperties(form) },
        context.clock(),
      );
      await auditGroup(visit, { id, displayName: form.displayName }, 'Add group');
      return visit.done(groupAddress({ id }), `${form.displayName} was created.`);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const faults = fieldFaults(error.faults, groupFields);
      return visit.page(
        (shell) => <GroupFormPage {...newGroup} shell={shell} form={form} faults={faults} />,
        422,
      );
    }
  });

  routes.get('/admin/groups/:groupId/edit', 'group.manage', async (visit) => {
    const group = await targetGroup(visit);
    const form = groupFormOf(groupPropertiesOf(group));
    return visit.page((shell) => (
      <GroupFormPage {...editing(group)} shell={shell} form={form} version={groupTag(group)} />
    ));
  });
  routes.post('/admin/groups/:groupId/edit', 'group.manage', saveGroup);

  routes.get('/admin/groups/:groupId/delete', 'group.manage', async (visit) => {
    const group = await targetGroup(visit);
    return visit.page((shell) => (
      <AdminPage shell={shell} section="groups" title="Delete group" trail={groupTrail(group)}>
        <MessageBar tone="warning" title={`Delete ${group.displayName}?`}>
          Its assignments and memberships are deleted too. The members are not.
        </MessageBar>
        <AdminForm shell={shell} action={groupAddress(group, 'delete')}>
          <Actions>
            <Button appearance="danger" id="confirmDelete">
              Delete
            </Button>
            <LinkButton href={groupAddress(group)}>Cancel</LinkButton>
          </Actions>
        </AdminForm>
      </AdminPage>
    ));
  });
  routes.post('/admin/groups/:groupId/delete', 'group.manage', async (visit) => {
    const group = await targetGroup(visit);
    await deleteGroup(visit.context.db, group.id);
    await auditGroup(visit, group, 'Delete group');
    return visit.done('/admin/groups', `${group.displayName} was deleted.`);
  });
}

type Group = Awaited<ReturnType<typeof targetGroup>>;

const editing = (group: Group) => ({
  title: 'Edit group',
  action: groupAddress(group, 'edit'),
  back: groupAddress(group),
  submit: 'Save',
  trail: groupTrail(group),
});

async function saveGroup(visit: Visit) {
  const group = await targetGroup(visit);
  const form = readGroupForm(visit.form);
  const version = visit.form.version();
  try {
    const changes = groupProperties(form, groupPropertiesOf(group));
    await updateGroup(visit.context.db, group.id, changes, version);
  } catch (error) {
    if (error instanceof StaleVersion) return conflict(visit, form);
    if (!(error instanceof InvalidInput)) throw error;
    const faults = fieldFaults(error.faults, groupFields);
    return visit.page(
      (shell) => (
        <GroupFormPage
          {...editing(group)}
          shell={shell}
          form={form}
          version={version}
          faults={faults}
        />
      ),
      422,
    );
  }
  const before = inWords(groupFormOf(groupPropertiesOf(group)));
  await auditGroup(
    visit,
    group,
    'Update group',
    Object.entries(inWords(form)).map(([name, newValue]) => ({
      displayName: name.charAt(0).toUpperCase() + name.slice(1),
      oldValue: before[name as keyof GroupForm],
      newValue,
    })),
  );
  return visit.done(groupAddress(group), 'The group was saved.');
}

/** Each value of the form as text. */
const inWords = (form: GroupForm): Readonly<Record<keyof GroupForm, string>> => ({
  ...form,
  kind: groupKinds[form.kind as keyof typeof groupKinds] ?? form.kind,
  onPremisesSyncEnabled: form.onPremisesSyncEnabled ? 'Yes' : 'No',
});

async function conflict(visit: Visit, form: GroupForm) {
  const group = await targetGroup(visit);
  const [saved, typed] = [inWords(groupFormOf(groupPropertiesOf(group))), inWords(form)];
  return visit.page(
    (shell) => (
      <ConflictPage
        shell={shell}
        section="groups"
        subject="Edit group"
        action={groupAddress(group, 'edit')}
        back={groupAddress(group)}
        version={groupTag(group)}
        fields={(Object.keys(typed) as (keyof GroupForm)[]).map((name) => ({
          label: groupLabels[name],
          saved: saved[name],
          typed: typed[name],
        }))}
        sent={visit.form.entries()}
        trail={groupTrail(group)}
      />
    ),
    409,
  );
}
