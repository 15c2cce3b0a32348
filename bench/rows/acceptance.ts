import { join } from 'node:path';
import { nodeSamlValidation } from '../contenders/node-saml-validation.ts';
import { ResponsePool } from '../contenders/response-pool.ts';
import { samlabAcceptance } from '../contenders/samlab-acceptance.ts';
import { samlifyValidation } from '../contenders/samlify-validation.ts';
import { race } from '../race.ts';
import { type Row, rowOf } from '../row.ts';
import type { KeyMaterial } from '../subject.ts';

/** The SP's whole acceptance of a response, from the form to the new session, compared with validation alone. */
export async function acceptance(key: KeyMaterial, folder: string): Promise<Row> {
  const pool = await ResponsePool.of(key);
  const { contender, close } = await samlabAcceptance(key, pool, join(folder, 'sp.db'));
  try {
    const contenders = [
      contender,
      await nodeSamlValidation(key, pool),
      await samlifyValidation(key, pool),
    ];
    const rates = await race(contenders, { rounds: 7, turn: 400, warmUp: 1000 });
    return rowOf('SP accepts a response', rates, { 'node-saml': 15, samlify: 15 });
  } finally {
    await close();
  }
}
