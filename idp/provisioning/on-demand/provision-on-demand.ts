import { required } from '../../../input/not-found.ts';
import type { Clock } from '../../../store/clock.ts';
import { idsOf } from '../../../store/ids.ts';
import { findPrincipals } from '../../directory/applications/principals.ts';
import { readLinks } from '../../directory/provisioning/links.ts';
import {
  type LoggedChange,
  type ProvisioningObjectSummary,
  type ProvisioningResult,
  writeProvisioning,
} from '../../directory/provisioning/logs.ts';
import { schemaIn } from '../../directory/provisioning/schemas.ts';
import type { Database, SynchronizationJobRow } from '../../directory/tables.ts';
import type { ScimExchange } from '../client/exchange.ts';
import type { ClientSettings } from '../connection/open-connection.ts';
import { probeConnection } from '../connection/test-connection.ts';
import { withObject } from '../cycle/object-lock.ts';
import { type Outcome, outcomeOf, skipped } from '../cycle/outcome.ts';
import { waitingAmong } from '../cycle/passes.ts';
import { provisionGroup } from '../cycle/provision-group.ts';
import { provisionMembers } from '../cycle/provision-members.ts';
import { hasReferences, provisionReferences } from '../cycle/provision-references.ts';
import { provisionUser, userEntitlement } from '../cycle/provision-user.ts';
import { openRun, type Run } from '../cycle/run.ts';
import { settleOutcomes } from '../cycle/settle.ts';
import { Trail } from '../cycle/trail.ts';
import { readGroups, readUsers } from '../source/read-source.ts';
import { type OnDemandParameters, type OnDemandSubject, requireSubject } from './parameters.ts';

/** What provisioning on demand did. */
export interface OnDemandResult {
  readonly result: 'Success' | 'Failure' | 'Skipped';
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** As in the provisioning logs, where it is too. */
  readonly summary: ProvisioningObjectSummary;
  /** Every request with its answer. */
  readonly exchanges: readonly ScimExchange[];
}

/**
 * Provisions one user, or one group with some members, at once: without waiting for a cycle, though it failed before, in the default dialect
 * (entra-admin.md 4.2 and 4.5).
 *
 * @throws {InvalidInput} as `requireSubject`; `credentials` when it is not known how to reach the application
 * @throws {NotFound} when the tenant has no such user or group, nor had one that was provisioned
 */
export async function provisionOnDemand(
  db: Database,
  row: SynchronizationJobRow,
  parameters: readonly OnDemandParameters[],
  { clock, clientSettings }: { clock: Clock; clientSettings?: ClientSettings | undefined },
): Promise<OnDemandResult> {
  const ruleIds = schemaIn(row).synchronizationRules.map(({ id }) => id);
  const subject = requireSubject(parameters, ruleIds);
  const cycleId = idsOf(db).uuid('provisioningCycle');
  const run = await openRun(db, row, { clock, cycleId, clientSettings, ignoresFlag: true });
  try {
    const refused = await probe(run, subject);
    if (refused) return refused;
    const outcomes = await withObject(run.connection.address, subject.objectId, () =>
      subject.objectTypeName === 'Group' ? group(run, subject) : user(run, subject),
    );
    return resultOf(outcomes);
  } finally {
    run.connection.client.close();
  }
}

/** "Test connection", which is a step only when it fails. */
async function probe(run: Run, { objectId, objectTypeName }: OnDemandSubject) {
  const attribute = run.user.matching[0]?.mapping.targetAttributeName ?? 'userName';
  const test = await probeConnection(run.connection, attribute, run.guid());
  if (test.ok) return undefined;
  const [subject] = await findPrincipals(run.db, run.scope.tenantId, [objectId]);
  const name = subject?.type === 'User' ? subject.detail : subject?.displayName;
  const trail = new Trail(run, objectTypeName, {
    id: objectId,
    displayName: name ?? objectId,
    details: {},
  });
  trail.step('TestConnection', 'import', test.message, { status: 'failure' });
  const reason = test.message;
  const line = trail.finish('failure', {
    errorCode: 'CredentialValidationUnavailable',
    reason,
    additionalDetails: null,
    errorCategory: 'failure',
    recommendedAction: null,
  });
  const change = { ...line, exchanges: test.exchange ? [test.exchange] : [] };
  await writeProvisioning(run.db, [change]);
  return resultOf([change]);
}

async function user(run: Run, { objectId: id }: OnDemandSubject): Promise<LoggedChange[]> {
  const { db, jobId, scope, roles } = run;
  const read = async () => (await readLinks(db, jobId, [id])).get(id);
  const link = await read();
  const found = (await readUsers(db, scope, [id], { roles, now: run.clock() })).get(id);
  if (!found) required(link, 'user', id);
  const reason = found && userEntitlement(run, found).outOfScope;
  // Only who is unassigned is disabled on demand (entra-admin.md 4.5).
  const isForCycles = !found || reason === 'deleted' || reason === 'disabled';
  if (isForCycles) return [await leftToCycles(run, id, found?.row.userPrincipalName ?? id)];
  const lines = await settleOutcomes(run, [await provisionUser(run, { id, user: found, link })]);
  const linked = await read();
  if (linked?.state !== 'provisioned' || !hasReferences(run, { user: found, link: linked }))
    return lines;
  const managerId = found.row.managerId ?? '';
  const manager = (await readLinks(db, jobId, [managerId])).get(managerId);
  const waiting = await waitingAmong(db, jobId, [managerId]);
  const outcome = await provisionReferences(run, {
    ...{ user: found, link: linked, manager },
    isManagerWaiting: waiting.has(managerId),
    isNew: !link,
  });
  return [...lines, ...(await settleOutcomes(run, [outcome]))];
}

async function leftToCycles(run: Run, id: string, displayName: string): Promise<LoggedChange> {
  const trail = new Trail(run, 'User', { id, displayName, details: { id } });
  trail.step(
    'EntryImport',
    'import',
    `Retrieved User '${displayName}' from Azure Active Directory.`,
  );
  const outcome = await outcomeOf(
    { objectId: id, objectType: 'User', kind: 'object', trail },
    async () =>
      skipped(
        trail,
        'NotEffectivelyEntitled',
        'A user who is disabled or deleted in the tenant is disabled by the next cycle, not on demand.',
      ),
  );
  const line = outcome.trail.finish(outcome.status);
  await writeProvisioning(run.db, [line]);
  return line;
}

async function group(run: Run, subject: OnDemandSubject): Promise<LoggedChange[]> {
  const { objectId: id } = subject;
  const { db, jobId } = run;
  const mapping = required(run.group, 'provisioning rule', 'Group');
  const link = (await readLinks(db, jobId, [id])).get(id);
  const found = (await readGroups(db, run.scope, [id])).get(id);
  if (!found) required(link, 'group', id);
  const lines = await settleOutcomes(run, [
    await provisionGroup(run, mapping, { id, group: found, link }),
  ]);
  const only = new Set((subject.links?.members ?? []).map(({ objectId }) => objectId));
  const linked = (await readLinks(db, jobId, [id])).get(id);
  if (!linked || !found || only.size === 0) return lines;
  const waiting = await waitingAmong(db, jobId, [...only]);
  const outcome: Outcome = await provisionMembers(
    run,
    { id, group: found, link: linked },
    { waiting, only },
  );
  return [...lines, ...(await settleOutcomes(run, [outcome]))];
}

/** Attributes and references as one answer, as the page shows them; the log has a line for each. */
function resultOf(changes: readonly LoggedChange[]): OnDemandResult {
  const summaries = changes.map(({ summary }) => summary);
  const worst = (one: ProvisioningResult) =>
    summaries.find(({ provisioningStatusInfo }) => provisioningStatusInfo.status === one);
  const main = worst('failure') ?? worst('success') ?? worst('warning') ?? summaries[0];
  if (!main) throw new Error('Provisioning on demand did nothing.');
  const { status, errorInformation } = main.provisioningStatusInfo;
  const results = { failure: 'Failure', skipped: 'Skipped' } as const;
  const skip =
    status === 'skipped'
      ? main.provisioningSteps.findLast(({ details }) => details.SkipReason !== undefined)
      : undefined;
  return {
    result: status === 'failure' || status === 'skipped' ? results[status] : 'Success',
    errorCode: errorInformation?.errorCode ?? skip?.details.SkipReason ?? null,
    errorMessage: errorInformation?.reason ?? skip?.description ?? null,
    summary: {
      ...main,
      provisioningSteps: summaries.flatMap(({ provisioningSteps }) => provisioningSteps),
      modifiedProperties: summaries.flatMap(({ modifiedProperties }) => modifiedProperties),
    },
    exchanges: changes.flatMap(({ exchanges }) => exchanges),
  };
}
