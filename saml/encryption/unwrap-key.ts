import { constants, type KeyObject, privateDecrypt } from 'node:crypto';
import type { WrappedKey } from './encrypted-data.ts';
import { oaepDecode } from './oaep.ts';

/**
 * The content key inside `wrapped`, if it is wrapped for `privateKey`. Undefined for every failure, so that failures of OAEP cannot be
 * distinguished (Manger's attack).
 */
export function unwrapKey(
  { transport, octets }: WrappedKey,
  privateKey: KeyObject,
): Buffer | undefined {
  const { digest, maskDigest, label } = transport;
  try {
    if (digest === maskDigest)
      return privateDecrypt(
        {
          key: privateKey,
          padding: constants.RSA_PKCS1_OAEP_PADDING,
          oaepHash: digest,
          oaepLabel: label,
        },
        octets,
      );
    // node:crypto uses one digest for both, but XML Encryption uses SHA-1 in MGF1 by default.
    const block = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, octets);
    return oaepDecode(block, transport);
  } catch {
    return undefined;
  }
}
