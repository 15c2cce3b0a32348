import { auth0Response } from '../contenders/auth0-response.ts';
import { rawSignature } from '../contenders/raw-signature.ts';
import { samlabResponse } from '../contenders/samlab-response.ts';
import { samlifyResponse } from '../contenders/samlify-response.ts';
import { race } from '../race.ts';
import { type Row, rowOf } from '../row.ts';
import type { KeyMaterial } from '../subject.ts';

/** Build one response and sign its assertion, in process, one after another. */
export async function buildAndSign(key: KeyMaterial): Promise<Row> {
  const contenders = [
    await samlabResponse(key),
    rawSignature(key.privateKey),
    await samlifyResponse(key),
    await auth0Response(key),
  ];
  const rates = await race(contenders, { rounds: 9, turn: 300, warmUp: 1000 });
  // RSA alone is 7 to 9 times as fast as the libraries, so it is the limit and they are only shown.
  return rowOf('build and sign a response', rates, {
    'raw RSA-2048': 0.85,
    samlify: undefined,
    'auth0 saml': undefined,
  });
}
