import {
  elementText,
  honestSpec,
  type ResponseSpec,
  type SigningIdentity,
} from '../../catalogue/index.ts';
import { toBase64 } from '../../certs/certificate.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import { type IssuedHandOff, issuerOf } from '../../idp/index.ts';

export interface AnswerFacts {
  readonly issued: IssuedHandOff;
  /** The key that the service provider trusts. */
  readonly key: SigningKey;
  /** One that nobody trusts. */
  readonly stranger: SigningKey;
  readonly newId: () => string;
  readonly now: Date;
}

/**
 * The response of the identity provider as data, for cases to start from. Subject name, claims and authentication are taken
 * over word by word, so that a service provider that wants claims of its own finds them.
 *
 * @throws {NothingToChange} for a response in which they cannot be read.
 */
export function honestAnswer(facts: AnswerFacts): ResponseSpec {
  const { handOff } = facts.issued;
  const xml = Buffer.from(handOff.fields.SAMLResponse, 'base64').toString('utf8');
  const spec = plainAnswer(facts);
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

/** The same with claims made of the subject name alone, for cases that look for it there. */
export function plainAnswer({ issued, key, stranger, newId, now }: AnswerFacts): ResponseSpec {
  const { handOff, identifier, inResponseTo, nameId, tenantId } = issued;
  return honestSpec({
    cast: { idp: identity(key), stranger: identity(stranger), encryptionCertificates: [] },
    idpEntityId: issuerOf(tenantId),
    identity: { nameId: nameId.value, nameIdFormat: nameId.format },
    sp: { entityId: identifier, acs: handOff.action },
    inResponseTo,
    relayState: handOff.fields.RelayState,
    newId,
    now,
  });
}

const identity = ({ privateKey, certificate }: SigningKey): SigningIdentity => ({
  privateKey,
  certificateBase64: toBase64(certificate),
});
