import {
  elementText,
  honestSpec,
  type ResponseSpec,
  type SigningIdentity,
} from '../../catalogue/index.ts';
import { toBase64 } from '../../certs/certificate.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import { type IssuedResponse, issuerOf } from '../../idp/index.ts';

export interface ResponseFacts {
  readonly issued: IssuedResponse;
  /** The key that the service provider trusts. */
  readonly key: SigningKey;
  /** A key that nobody trusts. */
  readonly stranger: SigningKey;
  readonly newId: () => string;
  readonly now: Date;
}

/**
 * The identity provider's response as data for a case to alter. NameID, claims and AuthnStatement are copied verbatim, so that
 * a service provider finds the claims that its application is configured with.
 *
 * @throws {NothingToChange} when the response lacks one of them
 */
export async function validResponse(facts: ResponseFacts): Promise<ResponseSpec> {
  const xml = await facts.issued.plain();
  const spec = plainResponse(facts);
  return {
    ...spec,
    assertion: {
      ...spec.assertion,
      nameId: elementText(xml, 'NameID'),
      attributes: elementText(xml, 'AttributeStatement'),
      authnStatements: elementText(xml, 'AuthnStatement'),
    },
  };
}

/** The same with only the catalogue's own claims, for cases that alter a claim which the application leaves out. */
export function plainResponse({ issued, key, stranger, newId, now }: ResponseFacts): ResponseSpec {
  const { response, identifier, inResponseTo, nameId, tenantId } = issued;
  return honestSpec({
    cast: { idp: identity(key), stranger: identity(stranger), encryptionCertificates: [] },
    idpEntityId: issuerOf(tenantId),
    identity: { nameId: nameId.value, nameIdFormat: nameId.format },
    sp: { entityId: identifier, acs: response.action },
    inResponseTo,
    relayState: response.fields.RelayState,
    newId,
    now,
  });
}

const identity = ({ privateKey, certificate }: SigningKey): SigningIdentity => ({
  privateKey,
  certificateBase64: toBase64(certificate),
});
