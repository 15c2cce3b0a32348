import type { Link } from '../../directory/provisioning/links.ts';
import type { ReadyObjectMapping } from '../export/mapped-values.ts';
import { type Entitlement, entitlementOf, outOfScopeWords } from '../scope/entitlement.ts';
import { judgeFilter } from '../scope/filter.ts';
import { groupObject, type SourceGroup } from '../source/source-group.ts';
import { createObject, deleteObject, mayFlow, updateObject } from './export-object.ts';
import { type Outcome, outcomeOf, type Result, skipped } from './outcome.ts';
import type { Run } from './run.ts';
import { claim, findMatch, readLinked } from './target-object.ts';
import { Trail } from './trail.ts';

/** A group of the tenant, and what is known of it in the application. */
export interface GroupWork {
  readonly id: string;
  /** Absent: the group does not exist any more. */
  readonly group: SourceGroup | undefined;
  readonly link: Link | undefined;
}

/** What is said of a group in the log. */
export function groupTrail(run: Run, { id, group, link }: GroupWork): Trail {
  const displayName = group?.row.displayName ?? id;
  const trail = new Trail(run, 'Group', { id, displayName, details: { id, odatatype: 'Group' } });
  if (link) trail.setTarget(link.targetId, displayName);
  return trail;
}

/** Whether the application should have the group. */
function groupEntitlement(run: Run, mapping: ReadyObjectMapping, group: SourceGroup): Entitlement {
  const { displayName } = group.row;
  return entitlementOf({
    ...{ displayName, isAssigned: group.isAssigned, syncAll: run.settings.syncAll },
    ...{ isDeleted: false, accountEnabled: true },
    filter: judgeFilter(mapping.object.scope, groupObject(group, false, run.guid)),
  });
}

/** Whether the application is about to lose the group: what the protection against accidental deletions counts. @param mapping of groups */
export function isGroupDeletion(
  run: Run,
  mapping: ReadyObjectMapping,
  { group, link }: GroupWork,
): boolean {
  if (!link || !mayFlow(mapping, 'Delete')) return false;
  if (!group) return true;
  const { outOfScope, isLeftAlone } = groupEntitlement(run, mapping, group);
  return outOfScope !== null && !isLeftAlone && !run.settings.skipOutOfScopeDeletions;
}

/** Brings one group of the application to what the tenant says, without its members. @param mapping of groups */
export function provisionGroup(
  run: Run,
  mapping: ReadyObjectMapping,
  work: GroupWork,
): Promise<Outcome> {
  const trail = groupTrail(run, work);
  const about = { objectId: work.id, objectType: 'Group', kind: 'object', trail } as const;
  return outcomeOf(about, () => bring(run, mapping, trail, work));
}

async function bring(
  run: Run,
  mapping: ReadyObjectMapping,
  trail: Trail,
  { id, group, link }: GroupWork,
): Promise<Result> {
  if (!group) {
    trail.step('EntryImport', 'import', 'The group does not exist in the tenant any more.');
    return remove(trail, mapping, link);
  }
  const { displayName } = group.row;
  const source = groupObject(group, false, run.guid);
  const { outOfScope, isLeftAlone, details } = groupEntitlement(run, mapping, group);
  trail.step(
    'EntryImport',
    'import',
    `Retrieved Group '${displayName}' from Azure Active Directory.`,
  );
  const isIn = outOfScope === null && !isLeftAlone;
  const linked = isIn && link ? await readLinked(trail, 'Group', link.targetId) : undefined;
  const target = linked ?? (isIn ? await findMatch(trail, 'Group', mapping, source) : undefined);
  if (target) await claim(run, 'Group', target.id, id);
  trail.step(
    'EntrySynchronizationScoping',
    'scoping',
    outOfScope === null
      ? `The group '${displayName}' is in scope for provisioning.`
      : `The group '${displayName}' is not in scope for provisioning: it ${outOfScopeWords[outOfScope]}.`,
    { details },
  );
  if (isLeftAlone)
    return {
      ...skipped(trail, 'NotEffectivelyEntitled', 'An input filter leaves the group alone.'),
      isLogged: link !== undefined,
    };
  if (outOfScope !== null) {
    if (link && run.settings.skipOutOfScopeDeletions)
      return skipped(
        trail,
        'OutOfScopeDeletionsSkipped',
        'Groups that leave the scope are left alone (SkipOutOfScopeDeletions).',
      );
    return remove(trail, mapping, link);
  }
  const wanted = { type: 'Group', mapping, id, name: displayName, source } as const;
  return target ? updateObject(run, trail, wanted, target, link) : createObject(run, trail, wanted);
}

/** A group cannot be disabled, so it is deleted at once (entra-admin.md 4.3: a target without soft delete). */
async function remove(
  trail: Trail,
  mapping: ReadyObjectMapping,
  link: Link | undefined,
): Promise<Result> {
  if (!link)
    return {
      ...skipped(trail, 'NotEffectivelyEntitled', 'The group was never provisioned.'),
      isLogged: false,
    };
  return deleteObject(trail, { type: 'Group', mapping }, link.targetId);
}
