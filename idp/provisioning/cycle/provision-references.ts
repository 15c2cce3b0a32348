import type { Link } from '../../directory/provisioning/links.ts';
import { problemOf } from '../connection/judge-answer.ts';
import type { SourceUser } from '../source/source-user.ts';
import { checkReference, removeManager, setManager } from '../wire/index.ts';
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
  const [mapping] = run.user.references;
  const target = mapping?.targetAttributeName ?? '';
  const told = link.references[target];
  const quiet = (result: Result): Result => ({ ...result, isLogged: false });
  trail.step(
    'EntryImport',
    'import',
    `Retrieved User '${user.row.userPrincipalName}' from Azure Active Directory.`,
  );
  if (user.row.managerId === null) {
    if (told === undefined)
      return quiet(skipped(trail, 'RedundantExport', 'The user has no manager.'));
    trail.begin('update', [{ displayName: target, oldValue: told, newValue: '' }]);
    trail.step('ReferenceResolution', 'referenceResolution', 'The user has no manager any more.');
    await trail.request(removeManager(link.targetId, told, run.connection.dialect), [404]);
    trail.step('EntryExportUpdate', 'export', 'The manager was removed.');
    const { [target]: _, ...references } = link.references;
    return { status: 'success', link: { ...link, references }, isExported: true };
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
  if (told === manager.targetId)
    return quiet(skipped(trail, 'RedundantExport', 'The application has the manager already.'));
  const known: Link = { ...link, references: { ...link.references, [target]: manager.targetId } };
  trail.begin('update', [
    { displayName: target, oldValue: told ?? null, newValue: manager.targetId },
  ]);
  trail.step(
    'ReferenceResolution',
    'referenceResolution',
    `The manager is '${manager.targetId}' in the application.`,
  );
  if (!work.isNew && (await isThere(trail, link.targetId, target, manager.targetId)))
    return {
      ...skipped(trail, 'RedundantExport', 'The application has the manager already.'),
      link: known,
    };
  await trail.request(setManager(link.targetId, manager.targetId, run.connection.dialect));
  trail.step('EntryExportUpdate', 'export', `The manager was set to '${manager.targetId}'.`);
  return { status: 'success', link: known, isExported: true };
}

/** A server that cannot answer the question is written to. */
async function isThere(trail: Trail, id: string, target: string, value: string): Promise<boolean> {
  const exchange = await trail.send(checkReference(id, target, value));
  const problem = problemOf(exchange);
  if (problem?.scope) throw new ObjectFailed(problem);
  return !problem && Number(exchange.json?.totalResults ?? 0) > 0;
}
