/** Real keys, seeded IDs and a fixed clock, so that a test can repeat any case. */
import { createHash } from 'node:crypto';
import { toBase64 } from '../../certs/certificate.ts';
import { makeEcKey } from '../../certs/ec-certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import { honestSpec } from '../honest.ts';
import type { Cast, ResponseSpec, SigningIdentity } from '../response-spec.ts';

export const now = new Date('2026-01-31T08:00:00.000Z');
export const idpEntityId = 'https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/';
export const sp = {
  entityId: 'http://sp.test/saml/contoso/metadata',
  acs: 'http://sp.test/saml/contoso/assert',
};

export interface TestCast {
  readonly cast: Cast;
  readonly idp: SigningKey;
  readonly idpSecondKey: SigningKey;
  readonly decryption: SigningKey;
  readonly secondDecryption: SigningKey;
}

let made: Promise<TestCast> | undefined;

/** Makes the keys once for each test file. */
export function testCast(): Promise<TestCast> {
  made ??= makeCast();
  return made;
}

const since = new Date('2026-01-01T00:00:00Z');

async function makeCast(): Promise<TestCast> {
  const make = (subject?: string) =>
    makeSigningCertificate({
      notBefore: since,
      ...(subject && { subject }),
    });
  const [idp, second, stranger, other, decryption, secondDecryption] = await Promise.all([
    make(),
    make(),
    make(),
    make(),
    make('CN=sp.test'),
    make('CN=sp.test'),
  ]);
  return {
    cast: {
      idp: identityOf(idp),
      idpSecondKey: identityOf(second),
      idpEcKey: makeEcKey('samlab test', since),
      stranger: identityOf(stranger),
      secondIdp: { entityId: 'https://second.example.test/idp', key: identityOf(other) },
      encryptionCertificates: [
        toBase64(decryption.certificate),
        toBase64(secondDecryption.certificate),
      ],
    },
    idp,
    idpSecondKey: second,
    decryption,
    secondDecryption,
  };
}

const identityOf = ({ privateKey, certificate }: SigningKey): SigningIdentity => ({
  privateKey,
  certificateBase64: toBase64(certificate),
});

/** Makes the same IDs, in the same order, for the same seed. */
export function seededIds(seed: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `_${createHash('sha256').update(`${seed} ${count}`).digest('hex').slice(0, 32)}`;
  };
}

/** A valid response for B.Simon@contoso.com to the request `_request-1`, or to none. */
export function testSpec(
  cast: Cast,
  {
    inResponseTo = '_request-1',
    seed = 'test',
    at = now,
  }: { inResponseTo?: string | undefined; seed?: string; at?: Date } = {},
): ResponseSpec {
  return honestSpec({
    cast,
    idpEntityId,
    sp,
    now: at,
    inResponseTo,
    identity: {
      nameId: 'B.Simon@contoso.com',
      givenName: 'B',
      surname: 'Simon',
      displayName: 'B.Simon',
    },
    relayState: undefined,
    newId: seededIds(seed),
  });
}
