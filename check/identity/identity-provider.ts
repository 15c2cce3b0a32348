import type { Cast, SigningIdentity } from '../../catalogue/index.ts';
import { toBase64 } from '../../certs/certificate.ts';
import { makeEcKey } from '../../certs/ec-certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import { endpoints } from '../../lab/index.ts';

/** The identity provider that signs the messages, as the target knows it. */
export interface CheckIdentityProvider {
  readonly entityId: string;
  readonly singleSignOn: string;
  readonly key: SigningIdentity;
}

/** All keys that sign in a check. */
export type Signers = Omit<Cast, 'encryptionCertificates'>;

/** The key and certificate of the catalogue's types. */
export const identityOf = ({ privateKey, certificate }: SigningKey): SigningIdentity => ({
  privateKey,
  certificateBase64: toBase64(certificate),
});

/** The names of the seed tenant, with a key that exists only in this process. */
export async function temporaryIdentityProvider(now: Date): Promise<CheckIdentityProvider> {
  const at = endpoints({ lab: '', idp: 'http://localhost:4100', sp: '' });
  const key = await makeSigningCertificate({ notBefore: yesterday(now) });
  return { entityId: at.entraIdentifier, singleSignOn: at.loginUrl, key: identityOf(key) };
}

/** An untrusted key, whose certificate has the same subject as the trusted one. */
export async function makeStranger(now: Date): Promise<SigningIdentity> {
  return identityOf(await makeSigningCertificate({ notBefore: yesterday(now) }));
}

/** Entity ID of the second identity provider. */
export const secondEntityId = 'https://second-idp.example.test/';

/** Further keys, for a target that trusts them. */
export interface FurtherSigners {
  readonly idpSecondKey: SigningIdentity;
  readonly idpEcKey: SigningIdentity;
  readonly secondIdp: { readonly entityId: string; readonly key: SigningIdentity };
}

/** The trusted key, an untrusted one and three more. */
export async function allSigners(
  key: SigningIdentity,
  now: Date,
): Promise<Signers & FurtherSigners> {
  const [stranger, further] = await Promise.all([makeStranger(now), makeFurtherSigners(now)]);
  return { idp: key, stranger, ...further };
}

export async function makeFurtherSigners(now: Date): Promise<FurtherSigners> {
  const make = () => makeSigningCertificate({ notBefore: yesterday(now) });
  const [second, other] = await Promise.all([make(), make()]);
  return {
    idpSecondKey: identityOf(second),
    idpEcKey: makeEcKey('Microsoft Azure Federated SSO Certificate', yesterday(now)),
    secondIdp: { entityId: secondEntityId, key: identityOf(other) },
  };
}

/** So that the certificate is valid for a target whose clock is behind. */
const yesterday = (now: Date) => new Date(now.getTime() - 24 * 60 * 60 * 1000);
