import { InvalidInput } from '../../input/invalid-input.ts';
import { NotFound } from '../../input/not-found.ts';
import type { Clock } from '../../store/clock.ts';
import { isUnreachable } from '../../store/errors.ts';
import { idsOf } from '../../store/ids.ts';
import { isPostgres } from '../../store/kind.ts';
import { unlessAnotherReplica } from '../../store/one-replica.ts';
import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { ConnectivityParameters } from '../directory/provisioning/secrets.ts';
import type { Database, SynchronizationJobRow } from '../directory/tables.ts';
import type { ScimExchange } from './client/exchange.ts';
import type { ClientSettings, Connection } from './connection/open-connection.ts';
import type { ConnectionTest } from './connection/test-connection.ts';
import type { CycleResult } from './cycle/cycle.ts';
import type { OnDemandParameters } from './on-demand/parameters.ts';
import type { OnDemandResult } from './on-demand/provision-on-demand.ts';
import { CallLimit } from './on-demand/too-many-requests.ts';

export interface ProvisioningOptions {
  readonly db: Database;
  readonly clock: Clock;
  /** Base of the links in mails, without a trailing slash. */
  readonly publicUrl: () => string;
  /** How a mail about a quarantine begins: `waiting` where there is an SMTP server. */
  readonly delivery: 'kept' | 'waiting';
  /** Receives what goes wrong beside a call; the next look tries again. */
  readonly onError: (error: unknown) => void;
  /** Default: that of Entra. */
  readonly clientSettings?: ClientSettings | undefined;
  /** Between two looks for jobs that are due, in ms. Default: one second. */
  readonly every?: number | undefined;
}

/** Loaded with the first use. */
const engine = () => import('./engine.ts');

/** Jobs that are due, the first one first. */
const dueJobs = prepared((db: Database, value: ValueOf<{ now: string }>) =>
  db
    .selectFrom('synchronizationJob')
    .select(['id', 'servicePrincipalId'])
    .where('nextRunDateTime', '<=', value('now'))
    .orderBy('nextRunDateTime')
    .limit(20),
);

/**
 * The provisioning service: runs the cycles that are due by the clock of the lab, and what an administrator asks for. The work itself is loaded with
 * the first use, as most labs never provision.
 */
export class Provisioning {
  readonly #options: ProvisioningOptions;
  readonly #running = new Map<string, Promise<CycleResult>>();
  readonly #limit = new CallLimit();
  #timer: NodeJS.Timeout | undefined;
  #stop = new AbortController();
  #isStopped = true;

  constructor(options: ProvisioningOptions) {
    this.#options = options;
  }

  /** Begins to look for jobs that are due. */
  start(): void {
    this.#isStopped = false;
    this.#stop = new AbortController();
    this.#timer = setInterval(() => this.wake(), this.#options.every ?? 1_000).unref();
  }

  /** Ends cycles between two objects, which go on at the next start, and waits for them. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    this.#stop.abort();
    await Promise.allSettled(this.#running.values());
  }

  /** Looks at once for jobs that are due: after a start, or when the clock was moved. */
  wake(): void {
    this.#look().catch((error) => {
      // A database server that is gone for a while is told of elsewhere.
      if (!isUnreachable(error)) this.#options.onError(error);
    });
  }

  async #look(): Promise<void> {
    if (this.#isStopped) return;
    const { db, clock, onError } = this.#options;
    const { rows } = await dueJobs(db, { now: clock().toISOString() });
    if (rows.length === 0) return;
    const { requireJobRow } = await engine();
    for (const { id, servicePrincipalId } of rows) {
      if (this.#running.has(id) || this.#isStopped) continue;
      try {
        this.#run(await requireJobRow(db, servicePrincipalId, id)).catch((error) => {
          if (!isEnded(error) && !(error instanceof NotFound)) onError(error);
        });
      } catch (error) {
        if (!(error instanceof NotFound)) throw error; // it was deleted since it was due
      }
    }
  }

  /**
   * "Run cycle now": waits for its end. One that is under way is waited for.
   *
   * @throws {InvalidInput} `not_started` when the job is not started, `ended` when it was restarted, changed or deleted meanwhile, `running` when
   *   another replica is at it
   * @throws {NotFound} when the application has no such job
   */
  async runCycle(servicePrincipalId: string, jobId: string): Promise<CycleResult> {
    const { requireJobRow } = await engine();
    const row = await requireJobRow(this.#options.db, servicePrincipalId, jobId);
    const refused = (code: string, message: string) =>
      new InvalidInput([{ property: 'jobId', code, message }]);
    if (row.state !== 'Active')
      throw refused('not_started', 'The job is not started: start provisioning first.');
    try {
      return await this.#run(row);
    } catch (error) {
      if (error instanceof AnotherReplica) throw refused('running', error.message);
      if (!isEnded(error)) throw error;
      throw refused(
        'ended',
        'The cycle was ended: the job was restarted, changed or deleted, or samlab is stopping.',
      );
    }
  }

  #run(row: SynchronizationJobRow): Promise<CycleResult> {
    const known = this.#running.get(row.id);
    if (known) return known;
    const cycle = this.#cycle(row).finally(() => this.#running.delete(row.id));
    this.#running.set(row.id, cycle);
    return cycle;
  }

  async #cycle(row: SynchronizationJobRow): Promise<CycleResult> {
    const { db, clock, publicUrl, delivery, clientSettings } = this.#options;
    const { runCycle, requireJobRow } = await engine();
    const options = { clock, publicUrl, delivery, clientSettings, signal: this.#stop.signal };
    if (!isPostgres(db)) return runCycle(db, row, options);
    let result: CycleResult | undefined;
    await unlessAnotherReplica(
      db,
      async () => {
        const now = await requireJobRow(db, row.servicePrincipalId, row.id);
        result = await runCycle(db, now, options);
      },
      `samlab provisioning ${row.id}`,
    );
    if (!result) throw new AnotherReplica();
    return result;
  }

  /**
   * "Test connection": nothing is stored.
   *
   * @param given values of the form, which go before the stored ones; a secret that is empty or masked is the stored one
   * @param options.alone whether nothing that is stored is used
   * @throws {InvalidInput} when a given value breaks a rule, or the stored secret would go to another server
   * @throws {NotFound} when the application does not exist
   */
  async testConnection(
    servicePrincipalId: string,
    given: Partial<ConnectivityParameters> = {},
    { alone = false }: { readonly alone?: boolean } = {},
  ): Promise<ConnectionTest> {
    const { db } = this.#options;
    const { requireApplication, ...load } = await engine();
    await requireApplication(db, undefined, servicePrincipalId);
    const changes = load.checkedParameters(given);
    const stored = await load.connectionOf(db, servicePrincipalId);
    if (!alone) load.requireSecretAgain(stored, changes);
    const parameters = alone ? load.parametersOf(changes) : load.withChanges(stored, changes);
    try {
      return await this.#connected(parameters, (connection) =>
        load.probeConnection(connection, 'userName', idsOf(db).uuid('probe')),
      );
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return { ok: false, code: 'not_configured', message: error.message };
    }
  }

  /**
   * Asks the application for its schemas (RFC 7643 7).
   *
   * @throws {InvalidInput} `credentials` when it is not known how to reach the application
   * @throws {NotFound} when the application does not exist
   */
  async readSchemas(servicePrincipalId: string): Promise<ScimExchange> {
    const { db } = this.#options;
    const { requireApplication, connectionOf, readSchemas } = await engine();
    await requireApplication(db, undefined, servicePrincipalId);
    const parameters = await connectionOf(db, servicePrincipalId);
    return this.#connected(parameters, ({ client }) => client.send(readSchemas()));
  }

  /** @throws {InvalidInput} `credentials` when a parameter is missing */
  async #connected<Result>(
    parameters: ConnectivityParameters,
    act: (connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    const { clock, clientSettings } = this.#options;
    const { openConnection } = await engine();
    const options = { clock, clientSettings, templateId: '', honorRetryAfter: false };
    const connection = openConnection(parameters, options);
    try {
      return await act(connection);
    } finally {
      connection.client.close();
    }
  }

  /**
   * "Provision on demand" (Graph, "synchronizationJob: provisionOnDemand").
   *
   * @throws {InvalidInput} when a parameter breaks a rule, or it is not known how to reach the application
   * @throws {NotFound} when the application has no such job, or the tenant no such user or group
   * @throws {TooManyRequests} after five calls of a tenant in ten seconds
   */
  async provisionOnDemand(
    servicePrincipalId: string,
    jobId: string,
    { parameters }: { parameters: readonly OnDemandParameters[] },
  ): Promise<OnDemandResult> {
    const { db, clock, clientSettings } = this.#options;
    const { requireJobRow, provisionOnDemand } = await engine();
    const row = await requireJobRow(db, servicePrincipalId, jobId);
    this.#limit.take(row.tenantId);
    return provisionOnDemand(db, row, parameters, { clock, clientSettings });
  }
}

/** Another replica runs the job. */
class AnotherReplica extends Error {
  constructor() {
    super('Another replica of samlab runs a cycle of this job already.');
    this.name = 'AnotherReplica';
  }
}

/** What ends a cycle on purpose: nothing to report. */
const isEnded = (error: unknown): boolean =>
  error instanceof AnotherReplica || (error instanceof Error && error.name === 'CycleEnded');
