import { type RawBuilder, sql } from 'kysely';
import { StoreError } from '../../store/errors.ts';
import { forgetOvertaken, markOvertaken } from '../../store/postgres/overtaken.ts';
import { migrationCount, openAsReplica } from '../../store/postgres/running-replicas.ts';
import type { ClockState, LabClock } from '../clock/lab-clock.ts';
import { type LabFile, newLabFile, parseLabFile } from '../lab-file.ts';
import type { SharedDatabase, SharedTables } from './tables.ts';

/** How long a replica waits while another one starts or applies settings. In ms. */
const PATIENCE = 120_000;

/** Replicas follow each other's changes of the clock and of passwords within this time. In ms. */
const FOLLOW = 200;

const lock = sql.raw("hashtext('samlab'), hashtext('lab')");

/** What the replicas of a lab share besides the directory, the company and the exchanges: passwords, URLs, what settings created, the clock. */
export class SharedState {
  readonly #db: SharedDatabase;
  readonly #url: string;
  #version = 0;
  /** Of all stores, when this replica had started. */
  #migrations = 0;
  /** By its connection, the server shows that this replica runs. */
  #replica: SharedDatabase | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** JSON of a `ClockState`. */
  #unwrittenClock: string | undefined;
  #stopped = false;

  /** @param url of the database, for errors */
  constructor(db: SharedDatabase, url: string) {
    this.#db = db;
    this.#url = url;
  }

  /**
   * Keeps other replicas from starting and from applying settings.
   *
   * @returns ends that
   * @throws {StoreError} `busy` when another replica takes too long
   */
  takeTurn(): Promise<() => Promise<void>> {
    const taken = Promise.withResolvers<() => Promise<void>>();
    const over = Promise.withResolvers<void>();
    const held = this.#db.connection().execute(async (connection) => {
      const run = (statement: RawBuilder<unknown>) => statement.execute(connection);
      await run(
        sql`select set_config('lock_timeout', ${String(PATIENCE)}, false), set_config('statement_timeout', '0', false)`,
      );
      try {
        await run(sql`select pg_advisory_lock(${lock})`);
        taken.resolve(async () => {
          over.resolve();
          await held;
        });
        await over.promise;
        await run(sql`select pg_advisory_unlock(${lock})`);
      } finally {
        await run(sql`reset lock_timeout`);
        await run(sql`reset statement_timeout`);
      }
    });
    held.catch(taken.reject); // also of a server that went away meanwhile, which has given the turn back
    return taken.promise;
  }

  /** @returns undefined before the first start. @throws {StoreError} `damaged` */
  async read(): Promise<LabFile | undefined> {
    const row = await this.#row();
    try {
      return row && parseLabFile(row.content);
    } catch (error) {
      throw new StoreError('damaged', this.#url, String(error));
    }
  }

  /** The first start: from now on, tables without a finished lab are those of a start that was interrupted. */
  async begin(): Promise<LabFile> {
    const labFile = newLabFile();
    await this.#db
      .insertInto('lab')
      .values({ id: 'lab', content: JSON.stringify(labFile), clock: null, version: 1 })
      .execute();
    return labFile;
  }

  async write(labFile: LabFile): Promise<void> {
    await this.#change({ content: JSON.stringify(labFile) });
  }

  /**
   * Keeps the clock and the passwords of this replica as those of the others, until `stop`.
   *
   * @param joins whether other replicas run, whose clock counts; otherwise that of this one does
   */
  async follow(clock: LabClock, passwords: Record<string, string>, joins: boolean): Promise<void> {
    this.#replica = openAsReplica<SharedTables>(this.#url, 'lab');
    const row = await this.#look(this.#replica);
    this.#version = row?.version ?? 0;
    this.#migrations = row?.migrations ?? 0;
    if (joins && row?.clock) clock.restore(JSON.parse(row.clock) as ClockState);
    else await this.#change({ clock: JSON.stringify(clock.state()) });
    clock.onChange(() => {
      this.#unwrittenClock = JSON.stringify(clock.state());
      this.#writing = this.#writing.then(() => this.#writeClock()).catch(() => {}); // the next look tries again
    });
    const look = async () => {
      await this.#lookAtOthers(clock, passwords).catch(() => {}); // a server that is gone: the next look tells
      if (!this.#stopped) this.#timer = setTimeout(look, FOLLOW).unref();
    };
    this.#timer = setTimeout(look, FOLLOW).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#writing;
    await this.#replica?.destroy();
    await this.#db.destroy();
    forgetOvertaken(this.#url);
  }

  async #lookAtOthers(clock: LabClock, passwords: Record<string, string>): Promise<void> {
    await this.#writing;
    await this.#writeClock();
    const row = this.#replica && (await this.#look(this.#replica));
    // A newer samlab does not start while the server shows a replica that runs; this one was not shown while the server was gone.
    if (row && row.migrations > this.#migrations) return markOvertaken(this.#url);
    if (!row || row.version <= this.#version) return;
    this.#version = row.version;
    Object.assign(passwords, parseLabFile(row.content).passwords);
    if (row.clock) clock.restore(JSON.parse(row.clock) as ClockState);
  }

  #look(replica: SharedDatabase) {
    return replica
      .selectFrom('lab')
      .select(['content', 'clock', 'version'])
      .select(migrationCount(['lab', 'idp', 'sp', 'exchanges']).as('migrations'))
      .where('id', '=', 'lab')
      .executeTakeFirst();
  }

  /** A change of the clock waits for a server that is gone. */
  async #writeClock(): Promise<void> {
    const state = this.#unwrittenClock;
    if (state === undefined) return;
    await this.#change({ clock: state });
    if (this.#unwrittenClock === state) this.#unwrittenClock = undefined;
  }

  #row() {
    return this.#db.selectFrom('lab').selectAll().where('id', '=', 'lab').executeTakeFirst();
  }

  async #change(columns: { content: string } | { clock: string }): Promise<void> {
    await this.#db
      .updateTable('lab')
      .set((e) => ({ ...columns, version: e('version', '+', 1) }))
      .where('id', '=', 'lab')
      .execute();
  }
}
