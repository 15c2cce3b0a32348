import { sql } from 'kysely';
import { StoreError } from '../../store/errors.ts';
import { openStore } from '../../store/open-store.ts';
import { databaseOf, schemaOf } from '../../store/postgres/address.ts';
import { replicaGoesOn, replicaRuns } from '../../store/postgres/running-replicas.ts';
import { keptNowhere, type LabData, openFolder } from '../data-folder.ts';
import { LabError } from '../errors.ts';
import { SharedState } from './shared-state.ts';
import { migrations, type SharedDatabase, type SharedTables } from './tables.ts';

/**
 * Opens the PostgreSQL database of a lab that several replicas run, and keeps other replicas from starting until this one has.
 *
 * @param folder of this replica alone, by which `samlab stop` finds it; it holds no data of the lab
 * @param fresh whether to delete the lab in the database first
 * @throws {StoreError} when the database cannot be used
 * @throws {LabError} `database_in_use` when `fresh` finds a replica that runs
 */
export async function openSharedData(
  url: string,
  { folder, fresh }: { folder: string | undefined; fresh: boolean },
): Promise<LabData> {
  const place = `the PostgreSQL database ${databaseOf(url)}`;
  const own = folder === undefined ? undefined : openFolder(folder);
  const db = await openStore<SharedTables>({ file: url, name: 'lab', migrations }).catch(
    (error) => {
      own?.close();
      throw error;
    },
  );
  const state = new SharedState(db, url);
  let endTurn = async () => {};
  const close = async () => {
    await endTurn();
    await state.stop();
    own?.close();
  };
  try {
    endTurn = await state.takeTurn();
    if (fresh) {
      if (await replicaGoesOn(db, 'idp')) throw inUse(place);
      await removeLab(db);
    }
    const othersRun = await replicaRuns(db, 'idp'); // this one has not opened it yet
    const known = await state.read();
    if (known && !known.urls) await removeSites(db); // the first start was interrupted
    if (!known && (await hasSites(db))) throw new StoreError('incomplete', url);
    return {
      place,
      folder: own?.folder,
      authority: own?.authority ?? keptNowhere,
      database: () => url,
      labFile: known ?? (await state.begin()),
      remember: (labFile) => state.write(labFile),
      announce: (labProcess) => own?.announce(labProcess),
      discard: () => removeLab(db),
      shared: { state, othersRun, started: endTurn },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const SITES = ['idp', 'sp', 'exchanges'].map(schemaOf);

async function hasSites(db: SharedDatabase): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_namespace where nspname in (${schemaOf('idp')}, ${schemaOf('sp')}) limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

async function removeSites(db: SharedDatabase): Promise<void> {
  for (const schema of SITES)
    await sql`drop schema if exists ${sql.id(schema)} cascade`.execute(db);
}

async function removeLab(db: SharedDatabase): Promise<void> {
  await removeSites(db);
  await db.deleteFrom('lab').execute();
}

const inUse = (place: string): LabError =>
  new LabError(
    'database_in_use',
    (option) =>
      `Another samlab is using the lab in ${place}, so ${option.fresh} deletes nothing. Stop it first.`,
  );
