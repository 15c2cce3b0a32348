import { signInThreadPool } from '../../../saml/sign.ts';
import type { Encryption, Signer } from '../../response/sign.ts';
import type { ActiveKey, SignInApplication } from '../sign-in/sign-in-applications.ts';
import type { Database } from '../tables.ts';
import { signingKeyAt } from './key-credentials.ts';
import type { KeyRing } from './key-ring.ts';

/** Signs as an application is configured to, with the key that is valid now (entra-saml.md 2.3, 6). */
export async function signerFor(
  { db, keys }: { db: Database; keys: KeyRing },
  { servicePrincipalId, signingOption, signingAlgorithm }: SignInApplication,
  activeKey: ActiveKey,
  now: Date,
): Promise<Signer> {
  return {
    key: await keys.load(await signingKeyAt(db, servicePrincipalId, activeKey, now)),
    signBytes: signInThreadPool,
    option: signingOption === 'response' || signingOption === 'both' ? signingOption : 'assertion',
    algorithm: signingAlgorithm === 'sha1' ? 'sha1' : 'sha256',
  };
}

/** For whom the tokens of an application are encrypted; undefined while token encryption is not active (entra-saml.md 7). */
export async function encryptionFor(
  { keys }: { keys: KeyRing },
  { tokenEncryptionKeyId, tokenEncryptionMethod }: SignInApplication,
): Promise<Encryption | undefined> {
  if (tokenEncryptionKeyId === undefined) return undefined;
  return { recipient: await keys.recipient(tokenEncryptionKeyId), method: tokenEncryptionMethod };
}
