import { auth0EncryptedResponse } from '../contenders/auth0-response.ts';
import { rawSignature } from '../contenders/raw-signature.ts';
import { samlabEncryptedResponse, samlabResponse } from '../contenders/samlab-response.ts';
import { race } from '../race.ts';
import { type Row, rowOf } from '../row.ts';
import type { KeyMaterial } from '../subject.ts';

const PLAIN = 'samlab, not encrypted';

/** Build one response, sign its assertion and encrypt it with AES-256-CBC and RSA-OAEP, in process, one after another. */
export async function signAndEncrypt(key: KeyMaterial): Promise<Row> {
  const contenders = [
    await samlabEncryptedResponse(key),
    rawSignature(key.privateKey),
    { ...(await samlabResponse(key)), name: PLAIN },
    await auth0EncryptedResponse(key),
  ];
  const rates = await race(contenders, { rounds: 9, turn: 300, warmUp: 1000 });
  return rowOf('build, sign and encrypt a response', rates, {
    [PLAIN]: 0.6,
    'raw RSA-2048': undefined,
    'auth0 saml': undefined,
  });
}
