import type { Path } from '../faults.ts';
import type { GroupSettings } from '../settings-parts.ts';
import type { TenantRun } from './tenant-run.ts';

/** Creates a group, or changes what the settings say of one that exists, and adds users as members. */
export async function applyGroup(
  { run, tenantId, find }: TenantRun,
  { members = [], memberGroups: _, ...properties }: GroupSettings,
  path: Path,
): Promise<void> {
  const { directory } = run.sides;
  const { displayName } = properties;
  const found = await directory.findGroup(tenantId, displayName);
  const create = () => directory.createGroup({ tenantId, ...properties });
  const id = found ? found.id : (await run.attempt(path, create))?.id;
  if (id === undefined) return;
  run.ledger.note(['group', tenantId, displayName], [id], !found);
  if (found) await run.attempt(path, () => directory.updateGroup(id, properties));
  const before = new Set((await directory.listGroupMembers(id)).map((member) => member.id));
  for (const [index, name] of members.entries()) {
    const userId = await find('user', name, [...path, 'members', index]);
    if (userId === undefined) continue;
    if (!before.has(userId)) await directory.addGroupMembers(id, [userId]);
    const key = ['member', tenantId, displayName, name.toLowerCase()] as const;
    run.ledger.note([...key], [id, userId], !before.has(userId));
  }
}

/** Makes groups members of a group, once all groups are there. */
export async function applyMemberGroups(
  { run, tenantId, find }: TenantRun,
  { displayName, memberGroups = [] }: GroupSettings,
  path: Path,
): Promise<void> {
  if (memberGroups.length === 0) return;
  const { directory } = run.sides;
  const id = (await directory.findGroup(tenantId, displayName))?.id;
  if (id === undefined) return;
  const before = new Set((await directory.listMemberGroups(id)).map((member) => member.id));
  for (const [index, name] of memberGroups.entries()) {
    const place = [...path, 'memberGroups', index];
    const memberId = await find('group', name, place);
    if (memberId === undefined) continue;
    const isNew = !before.has(memberId);
    const add = () => directory.addMemberGroups(id, [memberId]).then(() => true);
    if (isNew && !(await run.attempt(place, add, () => ''))) continue;
    run.ledger.note(['memberGroup', tenantId, displayName, name], [id, memberId], isNew);
  }
}
