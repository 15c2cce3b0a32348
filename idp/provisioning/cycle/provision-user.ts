import type { Link } from '../../directory/provisioning/links.ts';
import { mappedValues } from '../export/mapped-values.ts';
import type { SourceObject } from '../expressions/value.ts';
import { type Entitlement, entitlementOf, outOfScopeWords } from '../scope/entitlement.ts';
import { judgeFilter } from '../scope/filter.ts';
import { type SourceUser, userObject } from '../source/source-user.ts';
import { setActive } from '../wire/index.ts';
import { createObject, deleteObject, mayFlow, updateObject } from './export-object.ts';
import { type Outcome, outcomeOf, type Result, skipped } from './outcome.ts';
import type { Run } from './run.ts';
import { claim, findMatch, readLinked } from './target-object.ts';
import { Trail } from './trail.ts';

/** A user of the tenant, and what is known of it in the application. */
export interface UserWork {
  readonly id: string;
  /** Absent: the user does not exist any more. */
  readonly user: SourceUser | undefined;
  readonly link: Link | undefined;
}

/** Whether the application should have the user. */
export function userEntitlement(
  run: Pick<Run, 'user' | 'settings' | 'guid'>,
  user: SourceUser,
): Entitlement {
  const filter = judgeFilter(run.user.object.scope, userObject(user, false, run.guid));
  const { displayName, accountEnabled } = user.row;
  const { isDeleted, isAssigned } = user;
  const { syncAll } = run.settings;
  return entitlementOf({
    ...{ isDeleted, isAssigned, syncAll, filter, displayName },
    accountEnabled: accountEnabled === 1,
  });
}

/** Whether the application is about to lose the user: what the protection against accidental deletions counts. */
export function isDeletion(run: Run, { user, link }: UserWork): boolean {
  if (!link || link.state === 'unmanaged') return false;
  if (!user) return mayFlow(run.user, 'Delete');
  if (link.state !== 'provisioned' || !mayFlow(run.user, 'Update')) return false;
  const { outOfScope, isLeftAlone } = userEntitlement(run, user);
  return outOfScope !== null && !isLeftAlone && !isSpared(run, outOfScope);
}

const isSpared = (run: Run, reason: string): boolean =>
  run.settings.skipOutOfScopeDeletions && (reason === 'unassigned' || reason === 'filtered');

/** What is said of a user in the log. */
export function userTrail(run: Run, { id, user, link }: UserWork): Trail {
  const trail = new Trail(run, 'User', {
    id,
    displayName: user?.row.userPrincipalName ?? id,
    details: user
      ? {
          id,
          odatatype: 'User',
          displayName: user.row.displayName,
          userPrincipalName: user.row.userPrincipalName,
        }
      : { id, odatatype: 'User' },
  });
  if (link) trail.setTarget(link.targetId, user?.row.userPrincipalName ?? '');
  return trail;
}

/** Brings one user of the application to what the tenant says, without references. */
export function provisionUser(run: Run, work: UserWork): Promise<Outcome> {
  const { id, user } = work;
  const trail = userTrail(run, work);
  return outcomeOf({ objectId: id, objectType: 'User', kind: 'object', trail }, () =>
    user ? presentUser(run, trail, user, work.link) : goneUser(run, trail, work.link),
  );
}

/** The user was purged, or deleted 30 days ago (entra-admin.md 4.3). */
async function goneUser(run: Run, trail: Trail, link: Link | undefined): Promise<Result> {
  trail.step('EntryImport', 'import', 'The user does not exist in the tenant any more.');
  if (!link)
    return {
      ...skipped(trail, 'NotEffectivelyEntitled', 'The user was never provisioned.'),
      isLogged: false,
    };
  if (link.state === 'unmanaged')
    return {
      ...skipped(
        trail,
        'Unmanaged',
        'The user left the scope before it was deleted, and is not managed any more.',
      ),
      link: 'removed',
    };
  return deleteObject(trail, { type: 'User', mapping: run.user }, link.targetId);
}

async function presentUser(
  run: Run,
  trail: Trail,
  user: SourceUser,
  link: Link | undefined,
): Promise<Result> {
  const name = user.row.userPrincipalName;
  const entitlement = userEntitlement(run, user);
  const { outOfScope, isLeftAlone, details } = entitlement;
  trail.step('EntryImport', 'import', `Retrieved User '${name}' from Azure Active Directory.`, {
    details: { objectId: user.id, displayName: user.row.displayName, userPrincipalName: name },
  });
  const source = userObject(user, outOfScope !== null, run.guid);
  const found =
    outOfScope === null && !isLeftAlone
      ? await findTarget(run, trail, user, source, link)
      : undefined;
  trail.step(
    'EntrySynchronizationScoping',
    'scoping',
    outOfScope === null
      ? `The user '${name}' is in scope for provisioning.`
      : `The user '${name}' is not in scope for provisioning: it ${outOfScopeWords[outOfScope]}.`,
    { details },
  );
  if (isLeftAlone)
    return {
      ...skipped(trail, 'NotEffectivelyEntitled', 'An input filter leaves the user alone.'),
      isLogged: link !== undefined,
    };
  if (outOfScope !== null) return disable(run, trail, { user, source, link, outOfScope });
  const wanted = { type: 'User', mapping: run.user, id: user.id, name, source } as const;
  return found ? updateObject(run, trail, wanted, found, link) : createObject(run, trail, wanted);
}

/** The object of the application: the linked one, or one that matches. */
async function findTarget(
  run: Run,
  trail: Trail,
  user: SourceUser,
  source: SourceObject,
  link: Link | undefined,
) {
  const linked = link && (await readLinked(trail, 'User', link.targetId));
  if (linked) return linked;
  const matched = await findMatch(trail, 'User', run.user, source);
  if (matched) await claim(run, 'User', matched.id, user.id);
  return matched;
}

interface Leaving {
  readonly user: SourceUser;
  readonly source: SourceObject;
  readonly link: Link | undefined;
  readonly outOfScope: NonNullable<Entitlement['outOfScope']>;
}

/** IsSoftDeleted is true: the account of the application is disabled, if `active` is mapped (entra-admin.md 4.3). */
async function disable(
  run: Run,
  trail: Trail,
  { user, source, link, outOfScope }: Leaving,
): Promise<Result> {
  if (!link)
    return {
      ...skipped(
        trail,
        'NotEffectivelyEntitled',
        'The user was never provisioned, so there is nothing to disable.',
      ),
      isLogged: user.isAssigned || run.settings.syncAll,
    };
  const left = outOfScope === 'unassigned' || outOfScope === 'filtered';
  if (link.state !== 'provisioned')
    return skipped(trail, 'RedundantExport', 'The user is disabled in the application already.');
  if (isSpared(run, outOfScope))
    return skipped(
      trail,
      'OutOfScopeDeletionsSkipped',
      'Users who leave the scope are left alone (SkipOutOfScopeDeletions).',
    );
  if (!mayFlow(run.user, 'Update'))
    return skipped(trail, 'FlowTypeDisabled', 'The mapping does not allow to update objects.');
  const active = mappedValues(run.user, source).find(
    ({ mapping, value }) => mapping.targetAttributeName === 'active' && value === false,
  );
  if (!active)
    return skipped(
      trail,
      'NotMapped',
      'No mapping makes active false for a user out of scope, so nothing can be disabled.',
    );
  trail.begin('disable', [{ displayName: 'active', oldValue: 'True', newValue: 'False' }]);
  const { dialect } = run.connection;
  const { answer } = await trail.request(setActive(link.targetId, false, dialect), [404]);
  if (answer?.status === 404) {
    trail.step(
      'EntryExportUpdate',
      'export',
      `User '${link.targetId}' does not exist in the application any more.`,
      { status: 'warning' },
    );
    return { status: 'warning', link: 'removed', isExported: true };
  }
  trail.step('EntryExportUpdate', 'export', `User '${link.targetId}' was disabled.`, {
    details: { active: 'False' },
  });
  const state = left ? 'unmanaged' : 'disabled';
  return { status: 'success', link: { ...link, state }, isExported: true };
}
