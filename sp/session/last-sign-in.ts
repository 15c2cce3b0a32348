import { prepared, type ValueOf } from '../../store/prepared.ts';
import type { Database } from '../database/tables.ts';

/** Who started the sign-in: `sp`, with our request; `idp`, with an unsolicited response. */
export type Initiator = 'sp' | 'idp';

/** When an employee last signed in, by initiator; absent for never. ISO 8601, UTC. */
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

/** Outlives the session, so that the lab can tell whether each way of signing in has ever worked. */
export async function rememberSignIn(db: Database, row: Row): Promise<void> {
  await upsert(db, row);
}
