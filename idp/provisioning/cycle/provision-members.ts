import {
  exportedMembers,
  forgetMember,
  type Link,
  noteMember,
  readLinks,
} from '../../directory/provisioning/links.ts';
import { membersOf } from '../source/candidates.ts';
import { addMembers, removeMembers } from '../wire/index.ts';
import { inParallel } from './in-parallel.ts';
import { type Outcome, outcomeOf, type Result, skipped } from './outcome.ts';
import { type GroupWork, groupTrail } from './provision-group.ts';
import type { Run } from './run.ts';
import { ObjectFailed } from './trail.ts';

/** Requests to one group at once, each for one member (scim.md a.1). */
const AT_ONCE = 5;

/** Members in the log at most; there may be thousands. */
const SHOWN = 50;

interface MemberChange {
  readonly memberId: string;
  readonly targetId: string;
  readonly isAdded: boolean;
  /** Whether the application was told of no member of this group before. */
  readonly isFirst: boolean;
}

/**
 * Brings the members of a group to what the tenant says. Members are what the application was told, as Entra never reads them; each is noted once
 * the application took it, so that after a kill only what is missing is sent again.
 *
 * @param waiting users that failed and are tried again: the group is looked at again with them
 * @param only at most these members, for provisioning on demand
 */
export function provisionMembers(
  run: Run,
  work: GroupWork & { link: Link },
  { waiting, only }: { waiting: ReadonlySet<string>; only?: ReadonlySet<string> | undefined },
): Promise<Outcome> {
  const trail = groupTrail(run, work);
  const about = { objectId: work.id, objectType: 'Group', kind: 'reference', trail } as const;
  return outcomeOf(about, async (): Promise<Result> => {
    const { changes, missing } = await changesOf(run, work.id, waiting, only);
    trail.step(
      'EntryImport',
      'import',
      `Retrieved Group '${work.group?.row.displayName ?? work.id}' from Azure Active Directory.`,
    );
    if (changes.length === 0) {
      if (missing > 0) throw unresolved(missing);
      return {
        ...skipped(trail, 'RedundantExport', 'The application has all members already.'),
        isLogged: false,
      };
    }
    trail.begin(
      'update',
      changes.slice(0, SHOWN).flatMap((change) =>
        memberAttributes(run, change).map((displayName) => ({
          displayName,
          oldValue: change.isAdded ? null : change.targetId,
          newValue: change.isAdded ? change.targetId : '',
        })),
      ),
    );
    trail.step(
      'ReferenceResolution',
      'referenceResolution',
      `${changes.length} members have to be added or removed.`,
    );
    let failed: ObjectFailed | undefined;
    await inParallel(changes, AT_ONCE, async (change) => {
      if (failed?.problem.scope) return;
      try {
        await send(run, trail, work, change);
      } catch (error) {
        if (!(error instanceof ObjectFailed)) throw error;
        failed ??= error;
      }
    });
    if (failed) throw failed;
    const added = changes.filter(({ isAdded }) => isAdded).length;
    trail.step(
      'EntryExportUpdate',
      'export',
      `${added} members were added, ${changes.length - added} removed.`,
    );
    if (missing > 0) throw unresolved(missing);
    return { status: 'success', isExported: true };
  });
}

const unresolved = (missing: number) =>
  new ObjectFailed({
    errorCode: 'ReferenceNotResolved',
    message: `${missing} members are not in the application yet: that failed, and is tried again.`,
  });

/**
 * Every attribute that has the members as its source, usually only `members`. Mappings that only add values remove none, and those that only count at the
 * creation of the group add none to one that has members (Graph, attributeMapping).
 */
const memberAttributes = (
  run: Run,
  { isAdded, isFirst }: Pick<MemberChange, 'isAdded' | 'isFirst'>,
) =>
  (run.group?.references ?? [])
    .filter(({ flowType }) => {
      if (flowType === 'Always') return true;
      return isAdded && (flowType !== 'ObjectAddOnly' || isFirst);
    })
    .map(({ targetAttributeName }) => targetAttributeName);

async function send(
  run: Run,
  trail: ReturnType<typeof groupTrail>,
  { id: groupId, link }: GroupWork & { link: Link },
  change: MemberChange,
): Promise<void> {
  const { memberId, targetId, isAdded } = change;
  const { dialect } = run.connection;
  for (const attribute of memberAttributes(run, change))
    await trail.request(
      isAdded
        ? addMembers(link.targetId, [targetId], dialect, attribute)
        : removeMembers(link.targetId, [targetId], dialect, { attribute }),
    );
  const member = { jobId: run.jobId, groupId, memberId };
  await (isAdded ? noteMember(run.db, member) : forgetMember(run.db, member));
}

async function changesOf(
  run: Run,
  groupId: string,
  waiting: ReadonlySet<string>,
  only: ReadonlySet<string> | undefined,
): Promise<{ changes: MemberChange[]; missing: number }> {
  const wanted = new Set(await membersOf(run.db, [groupId]));
  const told = await exportedMembers(run.db, run.jobId, groupId);
  const concerned = [...new Set([...wanted, ...told])]
    .filter((id) => wanted.has(id) !== told.has(id) && (!only || only.has(id)))
    .toSorted();
  const links = await readLinks(run.db, run.jobId, concerned);
  const changes = concerned.flatMap((memberId) => {
    const link = links.get(memberId);
    if (!link) return [];
    const isFirst = told.size === 0;
    const change = { memberId, targetId: link.targetId, isAdded: wanted.has(memberId), isFirst };
    return memberAttributes(run, change).length === 0 ? [] : [change];
  });
  const missing = concerned.filter((id) => wanted.has(id) && !links.has(id) && waiting.has(id));
  return { changes, missing: missing.length };
}
