import { decodeBase64 } from '../bindings/base64.ts';
import { attribute, childNamed, childrenNamed, type Element, text } from '../dom.ts';
import { SamlError } from '../errors.ts';
import { MAX_MESSAGE_BYTES } from '../limits.ts';
import { ns } from '../names.ts';
import {
  type ContentCipher,
  contentCipher,
  type KeyTransport,
  maskDigest,
  oaep,
  oaepDigest,
  xenc11,
} from './algorithms.ts';

/** A content key, encrypted for one recipient. */
export interface WrappedKey {
  readonly transport: KeyTransport;
  readonly octets: Buffer;
}

export interface EncryptedData {
  readonly cipher: ContentCipher;
  readonly octets: Buffer;
  /** One per recipient; all wrap the same content key. */
  readonly keys: readonly WrappedKey[];
}

/** Each costs an RSA operation per private key of ours. */
const MAX_KEYS = 5;

/**
 * Reads the EncryptedData of an EncryptedAssertion (SAML Core 2.3.4). Its EncryptedKeys are in its KeyInfo or beside it (Core 6.1); all
 * are read, so no reference needs to be followed. Algorithms are checked before any key is used.
 *
 * @returns undefined when it contains nothing that could be decrypted.
 * @throws {SamlError} `encryption_algorithm`
 */
export function readEncryptedData(encryptedAssertion: Element): EncryptedData | undefined {
  const [data, ...more] = childrenNamed(encryptedAssertion, ns.xenc, 'EncryptedData');
  if (!data || more.length > 0) return undefined;
  const cipher = readCipher(data);
  const inside = childNamed(data, ns.dsig, 'KeyInfo');
  const wrapped = [
    ...(inside ? childrenNamed(inside, ns.xenc, 'EncryptedKey') : []),
    ...childrenNamed(encryptedAssertion, ns.xenc, 'EncryptedKey'),
  ].slice(0, MAX_KEYS);
  const keys = wrapped.map((key) => ({ transport: readTransport(key), octets: cipherValue(key) }));
  const octets = cipherValue(data);
  if (!octets) return undefined;
  return {
    cipher,
    octets,
    keys: keys.filter((key): key is WrappedKey => key.octets !== undefined),
  };
}

function readCipher(data: Element): ContentCipher {
  const uri = methodOf(data, 'Algorithm');
  return contentCipher(uri) ?? refuse(uri);
}

function readTransport(key: Element): KeyTransport {
  const method = childNamed(key, ns.xenc, 'EncryptionMethod');
  const uri = method && attribute(method, 'Algorithm');
  if (!method || (uri !== oaep.mgf1p && uri !== oaep.withMgf)) return refuse(uri);
  const named = (namespace: string, name: string) => {
    const e = childNamed(method, namespace, name);
    return e && (attribute(e, 'Algorithm') ?? '');
  };
  const digestUri = named(ns.dsig, 'DigestMethod');
  const maskUri = uri === oaep.withMgf ? named(xenc11, 'MGF') : undefined;
  const label = childNamed(method, ns.xenc, 'OAEPparams');
  return {
    digest: oaepDigest(digestUri) ?? refuse(digestUri),
    maskDigest: maskDigest(maskUri) ?? refuse(maskUri),
    label: label ? Buffer.from(text(label), 'base64') : Buffer.alloc(0),
  };
}

function methodOf(e: Element, name: string): string | undefined {
  const method = childNamed(e, ns.xenc, 'EncryptionMethod');
  return method && attribute(method, name);
}

/** Only octets in the message: a CipherReference would have to be fetched. */
function cipherValue(e: Element): Buffer | undefined {
  const data = childNamed(e, ns.xenc, 'CipherData');
  const value = data && childNamed(data, ns.xenc, 'CipherValue');
  try {
    return value && decodeBase64(text(value), MAX_MESSAGE_BYTES);
  } catch {
    return undefined;
  }
}

function refuse(uri: string | undefined): never {
  throw new SamlError(
    'encryption_algorithm',
    `The encryption method ${uri ?? '(none)'} is not allowed.`,
  );
}
