import { join } from 'node:path';
import { nodeSamlValidation } from '../contenders/node-saml-validation.ts';
import { ResponsePool } from '../contenders/response-pool.ts';
import { samlabAcceptance } from '../contenders/samlab-acceptance.ts';
import { samlabAcceptanceFunction } from '../contenders/samlab-acceptance-function.ts';
import { samlifyValidation } from '../contenders/samlify-validation.ts';
import { race } from '../race.ts';
import { type Row, rowOf } from '../row.ts';
import type { KeyMaterial } from '../subject.ts';

/** The SP's whole acceptance of a response, from the form to the new session, compared with validation alone: as a function, and over HTTP. */
export async function acceptance(key: KeyMaterial, folder: string): Promise<Row[]> {
  const asFunction = await ofContender(
    samlabAcceptanceFunction,
    key,
    join(folder, 'sp-function.db'),
  );
  const overHttp = await ofContender(samlabAcceptance, key, join(folder, 'sp.db'));
  return [
    rowOf('SP accepts a response, as a function', asFunction, { 'node-saml': 5.5, samlify: 8 }),
    rowOf('SP accepts a response, through HTTP', overHttp, { 'node-saml': 4 }),
  ];
}

async function ofContender(ours: typeof samlabAcceptance, key: KeyMaterial, file: string) {
  const pool = await ResponsePool.of(key);
  const { contender, close } = await ours(key, pool, file);
  try {
    const contenders = [
      contender,
      await nodeSamlValidation(key, pool),
      await samlifyValidation(key, pool),
    ];
    return await race(contenders, { rounds: 7, turn: 400, warmUp: 1000 });
  } finally {
    await close();
  }
}
