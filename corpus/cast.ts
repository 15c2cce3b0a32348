import { createHash } from 'node:crypto';
import type { Cast, SigningIdentity } from '../catalogue/index.ts';
import { toBase64, toPem } from '../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../certs/signing-certificate.ts';
import { SeededIds } from '../store/ids.ts';

const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';

/** The names and addresses in the messages; nothing answers there. */
export const names = {
  now: new Date('2026-01-31T08:00:00.000Z'),
  user: 'B.Simon@contoso.com',
  tenantId,
  idpEntityId: `https://sts.windows.net/${tenantId}/`,
  idpBase: `https://login.microsoftonline.com/${tenantId}`,
  idpEndpoint: `https://login.microsoftonline.com/${tenantId}/saml2`,
  sp: {
    entityId: 'https://sp.example.test/saml/metadata',
    acs: 'https://sp.example.test/saml/acs',
    logout: 'https://sp.example.test/saml/logout',
  },
} as const;

/** Every key of a corpus, by the name of its files. */
export const keyNames = ['idp', 'idp-second', 'stranger', 'sp'] as const;
export type KeyName = (typeof keyNames)[number];

/** Where the certificate of a key is in the folder. */
export const certificateFile = (name: KeyName) => `certificates/${name}.pem`;

/** Everything that the seed fixes. */
export interface CorpusCast {
  readonly seed: string;
  readonly keys: Readonly<Record<KeyName, SigningKey>>;
  readonly cast: Cast;
  /** A source of ids for one message: `_` and 32 hex digits, the same for the same message. */
  readonly idsFor: (message: string) => () => string;
  /** The ID of the request that responses answer. */
  readonly requestId: string;
}

const since = new Date('2026-01-01T00:00:00Z');

/** Makes keys and certificates from a seed. */
export async function makeCorpusCast(seed: string): Promise<CorpusCast> {
  const ids = new SeededIds(seed);
  const make = (name: KeyName) =>
    makeSigningCertificate({
      notBefore: since,
      random: ids.forKey(`key ${name}`),
      ...(name === 'sp' && { subject: 'CN=sp.example.test' }),
    });
  const [idp, idpSecond, stranger, sp] = await Promise.all([
    make('idp'),
    make('idp-second'),
    make('stranger'),
    make('sp'),
  ]);
  const idsFor = (message: string) => seededIds(`${seed} ${message}`);
  return {
    seed,
    keys: { idp, 'idp-second': idpSecond, stranger, sp },
    cast: {
      idp: identityOf(idp),
      idpSecondKey: identityOf(idpSecond),
      stranger: identityOf(stranger),
      encryptionCertificates: [],
    },
    idsFor,
    requestId: idsFor('pending request')(),
  };
}

/** The certificates and private keys as PEM files, by path. */
export function keyFiles({ keys }: CorpusCast): [path: string, content: string][] {
  return keyNames.flatMap((name): [string, string][] => {
    const { privateKey, certificate } = keys[name];
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return [
      [certificateFile(name), toPem(certificate)],
      [`keys/${name}.pem`, pem],
    ];
  });
}

export const identityOf = ({ privateKey, certificate }: SigningKey): SigningIdentity => ({
  privateKey,
  certificateBase64: toBase64(certificate),
});

function seededIds(text: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `_${createHash('sha256').update(`${text} ${count}`).digest('hex').slice(0, 32)}`;
  };
}
