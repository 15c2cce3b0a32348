import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { findPrincipals, type Principal } from '../../directory/applications/principals.ts';
import { addGroupMembers, removeGroupMember } from '../../directory/groups/group-members.ts';
import { UNIFIED } from '../../directory/groups/group-properties.ts';
import { addMemberGroups, removeMemberGroup } from '../../directory/groups/nested-groups.ts';
import { AdminPage } from '../admin-page.tsx';
import { pickedIds, pickingPeople, pickingPrincipals } from '../enterprise-apps/people-picker.tsx';
import { SelectPeople } from '../enterprise-apps/select-people.tsx';
import type { Visit } from '../visit.ts';
import { auditGroup, groupAddress, groupTrail, targetGroup } from './target-group.ts';

const idsOf = (principals: readonly Principal[], type: Principal['type']) =>
  principals.filter((one) => one.type === type).map(({ id }) => id);

const nameInLog = ({ type, detail, displayName }: Principal) =>
  type === 'User' ? detail : displayName;

/** Adds the users and groups that are ticked: all of them, or none. */
export async function addMembers(visit: Visit): Promise<FastifyReply> {
  const group = await targetGroup(visit);
  const { context, form, tenantId } = visit;
  if (form.text('do') !== 'select') return addMembersPage(visit);
  const principals = await findPrincipals(context.db, tenantId, pickedIds(form));
  if (principals.length === 0) return addMembersPage(visit, 'Select at least one user or group.');
  try {
    // The groups first, which can be refused.
    await addMemberGroups(context.db, group.id, idsOf(principals, 'Group'));
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return addMembersPage(visit, error.message);
  }
  await addGroupMembers(context.db, group.id, idsOf(principals, 'User'));
  for (const principal of principals)
    await auditGroup(visit, group, 'Add member to group', [
      { displayName: 'Member', newValue: nameInLog(principal) },
    ]);
  const names = principals.map(({ displayName }) => displayName).join(', ');
  return visit.done(groupAddress(group), `Added: ${names}.`);
}

/** Removes one user or group. */
export async function removeMember(visit: Visit): Promise<FastifyReply> {
  const group = await targetGroup(visit);
  const { db } = visit.context;
  const [principal] = await findPrincipals(db, visit.tenantId, [visit.form.text('member')]);
  if (!principal) return visit.done(groupAddress(group));
  await (principal.type === 'User'
    ? removeGroupMember(db, group.id, principal.id)
    : removeMemberGroup(db, group.id, principal.id));
  await auditGroup(visit, group, 'Remove member from group', [
    { displayName: 'Member', oldValue: nameInLog(principal) },
  ]);
  return visit.done(groupAddress(group), `${principal.displayName} is no longer a member.`);
}

/** Users and groups to tick; a Microsoft 365 group takes users only. */
export async function addMembersPage(visit: Visit, error?: string): Promise<FastifyReply> {
  const group = await targetGroup(visit);
  const usersOnly = group.groupTypes.includes(UNIFIED);
  const picking = await (usersOnly ? pickingPeople : pickingPrincipals)(visit);
  return visit.page(
    (shell) => (
      <AdminPage shell={shell} section="groups" title="Add members" trail={groupTrail(group)}>
        <SelectPeople
          shell={shell}
          picking={picking}
          error={error}
          action={groupAddress(group, 'members/add')}
          back={groupAddress(group)}
        />
      </AdminPage>
    ),
    error === undefined ? 200 : 422,
  );
}
