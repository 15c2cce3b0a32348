import type { Link } from '../../directory/provisioning/links.ts';
import { problemOf } from '../connection/judge-answer.ts';
import type { AttributeMapping } from '../schema/schema.ts';
import type { SourceUser } from '../source/source-user.ts';
import { checkReference, removeReference, setReference } from '../wire/index.ts';
import { type Outcome, outcomeOf, type Result, skipped } from './outcome.ts';
import type { Run } from './run.ts';
import { ObjectFailed, Trail } from './trail.ts';

/** A user whose references are brought to what the tenant says. */
export interface ReferenceWork {
  readonly user: SourceUser;
  readonly link: Link;
  /** Of the manager; absent when the application does not have them. */
  readonly manager: Link | undefined;
  /** The manager failed, and is tried again. */
  readonly isManagerWaiting: boolean;
  /** Created in this cycle, so that the application cannot have references yet. */
  readonly isNew: boolean;
}

/** Whether there is something to look at: a manager, or one that the application was told. */
export const hasReferences = (run: Run, { user, link }: Pick<ReferenceWork, 'user' | 'link'>) =>
  run.user.references.length > 0 &&
  (user.row.managerId !== null || Object.keys(link.references).length > 0);

/**
 * The second write of a user (scim.md a.1). A manager who is out of scope is left out, and that is not repaired later; one who failed is
 * waited for.
 */
export function provisionReferences(run: Run, work: ReferenceWork): Promise<Outcome> {
  const { user, link } = work;
  const { id, row } = user;
  const trail = new Trail(run, 'User', {
    id,
    displayName: row.userPrincipalName,
    details: {
      id,
      odatatype: 'User',
      displayName: row.displayName,
      userPrincipalName: row.userPrincipalName,
    },
  });
  trail.setTarget(link.targetId, row.userPrincipalName);
  return outcomeOf({ objectId: id, objectType: 'User', kind: 'reference', trail }, () =>
    bring(run, trail, work),
  );
}

async function bring(run: Run, trail: Trail, work: ReferenceWork): Promise<Result> {
  const { user, link, manager, isManagerWaiting } = work;
  const quiet = (result: Result): Result => ({ ...result, isLogged: false });
  trail.step(
    'EntryImport',
    'import',
    `Retrieved User '${user.row.userPrincipalName}' from Azure Active Directory.`,
  );
  if (user.row.managerId === null) {
    const told = run.user.references
      .filter(({ flowType }) => flowType === 'Always')
      .map(({ targetAttributeName }) => targetAttributeName)
      .filter((target) => link.references[target] !== undefined);
    if (told.length === 0)
      return quiet(skipped(trail, 'RedundantExport', 'The user has no manager.'));
    return remove(run, trail, link, told);
  }
  if (!manager) {
    if (isManagerWaiting)
      throw new ObjectFailed({
        errorCode: 'ReferenceNotResolved',
        message: `The manager ${user.row.managerId} is not in the application yet: that failed, and is tried again.`,
      });
    return quiet(
      skipped(
        trail,
        'NotEffectivelyEntitled',
        'The manager is not in scope, so the reference is left out.',
      ),
    );
  }
  const others = run.user.references
    .filter((mapping) => mayFlowTo(mapping, work))
    .map(({ targetAttributeName }) => targetAttributeName)
    .filter((target) => link.references[target] !== manager.targetId);
  if (others.length === 0)
    return quiet(skipped(trail, 'RedundantExport', 'The application has the manager already.'));
  return set(run, trail, { ...work, manager }, others);
}

/** Whether a mapping sets its reference: only at the creation of the user, only where there was none, or always (Graph, attributeMapping). */
function mayFlowTo(
  { flowType, targetAttributeName }: AttributeMapping,
  { isNew, link }: ReferenceWork,
): boolean {
  if (flowType === 'Always') return true;
  if (flowType === 'ObjectAddOnly') return isNew;
  return link.references[targetAttributeName] === undefined;
}

/** @param targets attributes that the application was told */
async function remove(
  run: Run,
  trail: Trail,
  link: Link,
  targets: readonly string[],
): Promise<Result> {
  const { targetId: id } = link;
  const told = targets.map((target) => ({ id, target, value: link.references[target] ?? '' }));
  trail.begin(
    'update',
    told.map(({ target, value }) => ({ displayName: target, oldValue: value, newValue: '' })),
  );
  trail.step('ReferenceResolution', 'referenceResolution', 'The user has no manager any more.');
  for (const reference of told)
    await trail.request(removeReference(reference, run.connection.dialect), [404]);
  trail.step('EntryExportUpdate', 'export', 'The manager was removed.');
  const references = Object.fromEntries(
    Object.entries(link.references).filter(([target]) => !targets.includes(target)),
  );
  return { status: 'success', link: { ...link, references }, isExported: true };
}

/** @param targets attributes that the application was told otherwise, or nothing */
async function set(
  run: Run,
  trail: Trail,
  { link, manager: { targetId: value }, isNew }: ReferenceWork & { manager: Link },
  targets: readonly string[],
): Promise<Result> {
  trail.begin(
    'update',
    targets.map((target) => ({
      displayName: target,
      oldValue: link.references[target] ?? null,
      newValue: value,
    })),
  );
  trail.step(
    'ReferenceResolution',
    'referenceResolution',
    `The manager is '${value}' in the application.`,
  );
  let isExported = false;
  for (const target of targets) {
    if (!isNew && (await isThere(trail, link.targetId, target, value))) continue;
    await trail.request(setReference({ id: link.targetId, target, value }, run.connection.dialect));
    isExported = true;
  }
  const told = Object.fromEntries(targets.map((target) => [target, value]));
  const known: Link = { ...link, references: { ...link.references, ...told } };
  if (!isExported)
    return {
      ...skipped(trail, 'RedundantExport', 'The application has the manager already.'),
      link: known,
    };
  trail.step('EntryExportUpdate', 'export', `The manager was set to '${value}'.`);
  return { status: 'success', link: known, isExported: true };
}

/** A server that cannot answer the question is written to. */
async function isThere(trail: Trail, id: string, target: string, value: string): Promise<boolean> {
  const exchange = await trail.send(checkReference(id, target, value));
  const problem = problemOf(exchange);
  if (problem?.scope) throw new ObjectFailed(problem);
  return !problem && Number(exchange.json?.totalResults ?? 0) > 0;
}
