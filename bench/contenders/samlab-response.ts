import { randomUUID } from 'node:crypto';
import { loadEncryption, loadResponses } from '../compiled.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Contender } from '../race.ts';
import { emailAddress, type KeyMaterial, serviceProvider, tenantId, user } from '../subject.ts';

const authnContext = {
  classRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
  references: ['http://schemas.microsoft.com/ws/2008/06/identity/authenticationmethod/password'],
};

export interface ResponseMaker {
  /** The XML of a signed response; without `inResponseTo` it is unsolicited. */
  make(inResponseTo: string | undefined): Promise<string>;
}

/** @param isEncrypted for the certificate of the key, as for a service provider */
export async function samlabResponses(
  key: KeyMaterial,
  { isEncrypted = false } = {},
): Promise<ResponseMaker> {
  const { issueResponse } = await loadResponses();
  const { recipientOf } = await loadEncryption();
  const encryption = isEncrypted
    ? { recipient: recipientOf(key.certificate.der), method: 'aes256-cbc' as const }
    : undefined;
  const signer = {
    key: { privateKey: key.privateKey, certificateBase64: key.certificateBase64 },
    option: 'assertion',
    algorithm: 'sha256',
  } as const;
  return {
    make: (inResponseTo) => {
      const now = new Date();
      return issueResponse(
        {
          ids: { response: `_${randomUUID()}`, assertion: `_${randomUUID()}` },
          issueInstant: now,
          now: () => now,
          subject: { tenantId, user },
          nameId: { format: emailAddress, value: user.userPrincipalName },
          authnContext,
          authnInstant: now,
          assertionConsumerServiceURL: serviceProvider.assertionConsumerService,
          identifier: serviceProvider.entityId,
          inResponseTo,
        },
        signer,
        encryption,
      );
    },
  };
}

export async function samlabResponse(key: KeyMaterial): Promise<Contender> {
  const { make } = await samlabResponses(key);
  return oneAtATime('samlab', () => make(`id${randomUUID()}`));
}

export async function samlabEncryptedResponse(key: KeyMaterial): Promise<Contender> {
  const { make } = await samlabResponses(key, { isEncrypted: true });
  return oneAtATime('samlab', () => make(`id${randomUUID()}`));
}
