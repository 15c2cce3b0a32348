import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { SigningIdentity } from '../../catalogue/index.ts';
import { CHECK_KEYS_FILE } from '../../lab/index.ts';
import { CheckFault } from '../errors.ts';
import { type FurtherSigners, makeFurtherSigners, secondEntityId } from './identity-provider.ts';

const Key = Type.Object({ privateKey: Type.String(), certificate: Type.String() });
const Content = Type.Object({ secondKey: Key, ecKey: Key, secondIdp: Key });

/**
 * The further keys of a data folder. If it has none yet, they are made and stored there (mode 0600).
 *
 * @throws {CheckFault} `keys_unavailable` when the file cannot be read or written
 */
export async function furtherSigners(dataDir: string, now: Date): Promise<FurtherSigners> {
  const file = join(dataDir, CHECK_KEYS_FILE);
  if (!existsSync(file)) write(file, await makeFurtherSigners(now));
  const { secondKey, ecKey, secondIdp } = read(file);
  return {
    idpSecondKey: fromFile(secondKey),
    idpEcKey: fromFile(ecKey),
    secondIdp: { entityId: secondEntityId, key: fromFile(secondIdp) },
  };
}

function write(file: string, { idpSecondKey, idpEcKey, secondIdp }: FurtherSigners): void {
  const content: Static<typeof Content> = {
    secondKey: forFile(idpSecondKey),
    ecKey: forFile(idpEcKey),
    secondIdp: forFile(secondIdp.key),
  };
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CheckFault(
      'keys_unavailable',
      `Cannot write the file ${file} (${code}). Make its folder writable, or name another with --data.`,
    );
  }
}

function read(file: string): Static<typeof Content> {
  const damaged = new CheckFault(
    'keys_unavailable',
    `The file ${file} contains no keys. Restore it, or delete it to make new keys, which the service provider must then trust.`,
  );
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw damaged;
  }
  if (!Value.Check(Content, content)) throw damaged;
  return content;
}

const forFile = ({ privateKey, certificateBase64 }: SigningIdentity): Static<typeof Key> => ({
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  certificate: certificateBase64,
});

const fromFile = ({ privateKey, certificate }: Static<typeof Key>): SigningIdentity => ({
  privateKey: createPrivateKey(privateKey),
  certificateBase64: certificate,
});
