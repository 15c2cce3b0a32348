import type { Message, MessageRun } from '../../catalogue/index.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import type { IssuedResponse, PostedResponse } from '../../idp/index.ts';
import type { IdSource } from '../../store/ids.ts';

export interface CaseMessageParts {
  readonly clock: () => Date;
  readonly ids: IdSource;
  /** Returns the active signing key of an application. */
  readonly signingKey: (servicePrincipalId: string) => Promise<SigningKey>;
}

/** Makes messages of the catalogue's cases from responses of the identity provider. */
export class CaseMessages {
  readonly #parts: CaseMessageParts;
  #untrusted: Promise<SigningKey> | undefined;

  constructor(parts: CaseMessageParts) {
    this.#parts = parts;
  }

  /** @throws whatever the case throws when the response does not suit it */
  async make(run: MessageRun, issued: IssuedResponse): Promise<Message> {
    // Loaded with the first case, so that the lab starts without the catalogue.
    const { NothingToChange } = await import('../../catalogue/index.ts');
    const { plainResponse, validResponse } = await import('./valid-response.ts');
    const { encryptedCase } = await import('./encrypted-case.ts');
    const key = await this.#parts.signingKey(issued.servicePrincipalId);
    const { clock, ids } = this.#parts;
    const now = clock();
    const newId = () => `_${ids.bytes('case', 16).toString('hex')}`;
    const facts = { issued, key, stranger: await this.#untrustedKey(now), newId, now };
    try {
      return encryptedCase(await run.message(await validResponse(facts)), issued.encryption);
    } catch (error) {
      // The response lacks what the case alters, such as a claim that the application leaves out.
      if (!(error instanceof NothingToChange)) throw error;
      return encryptedCase(await run.message(plainResponse(facts)), issued.encryption);
    }
  }

  /** A key that nobody trusts, made once; retried after a failure. */
  async #untrustedKey(now: Date): Promise<SigningKey> {
    this.#untrusted ??= makeSigningCertificate({
      notBefore: now,
      random: this.#parts.ids.forKey('untrusted key'),
    });
    try {
      return await this.#untrusted;
    } catch (error) {
      this.#untrusted = undefined;
      throw error;
    }
  }
}

/** The form that posts a message in place of the issued response (SAML Bindings 3.5.4). */
export function postedMessage(
  { xml, encode, relayState: changed }: Message,
  { response }: IssuedResponse,
): PostedResponse {
  const bytes = typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml;
  return {
    action: response.action,
    fields: {
      SAMLResponse: encode ? encode(bytes) : Buffer.from(bytes).toString('base64'),
      RelayState: changed === undefined ? response.fields.RelayState : (changed ?? undefined),
    },
  };
}
