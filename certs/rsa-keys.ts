import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

/** Where the RSA-2048 keys come from that no seed fixes. Tests put a quicker source in its place (`testing/quick-keys.ts`). */
export const rsaKeys: { make(): Promise<KeyObject> } = {
  /** In the thread pool. @returns a private key */
  make: async () => (await generate('rsa', { modulusLength: 2048 })).privateKey,
};
