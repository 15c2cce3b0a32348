import type { Path } from '../faults.ts';
import type { TenantSettings } from '../settings-parts.ts';
import type { TenantRun } from './tenant-run.ts';

type GroupSettings = NonNullable<TenantSettings['groups']>[number];

/** Creates a group, or changes what the settings say of one that exists, and adds members. */
export async function applyGroup(
  { run, tenantId, find }: TenantRun,
  { members = [], ...properties }: GroupSettings,
  path: Path,
): Promise<void> {
  const { directory } = run.sides;
  const { displayName } = properties;
  const found = (await directory.listGroups(tenantId)).find(
    (one) => one.displayName === displayName,
  );
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
