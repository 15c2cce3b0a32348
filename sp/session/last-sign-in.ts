import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { Database } from '../database/tables.ts';

/** Who began: `sp`, an answer to a request of ours; `idp`, a response that nobody asked for. */
export type Initiator = 'sp' | 'idp';

/** When an employee last signed in, in each of the two ways; absent: never. ISO 8601, UTC. */
export type LastSignIns = Partial<Record<Initiator, string>>;

type Row = { employeeId: string; initiator: Initiator; at: string };

const upsert = prepared((db: Database, value: ValueOf<Row>) =>
  db
    .insertInto('lastSignIn')
    .values({ employeeId: value('employeeId'), initiator: value('initiator'), at: value('at') })
    .onConflict((c) =>
      c.columns(['employeeId', 'initiator']).doUpdateSet((e) => ({ at: e.ref('excluded.at') })),
    ),
);

/** Outlives the session, so that it can be told whether a way of signing in has ever worked. */
export async function rememberSignIn(db: Database, row: Row): Promise<void> {
  await upsert(db, row);
}
