import { randomUUID } from 'node:crypto';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import type { ServiceProviderFacts, SigningOption } from './contoso.ts';
import type { IdpSettings } from './idp-metadata.ts';
import type { SentRequest } from './request.ts';

export interface NodeSamlOptions {
  /** PEM of a private key with which requests are signed. */
  privateKey?: string;
  binding?: 'redirect' | 'post';
  /** What must be signed. */
  signed?: SigningOption;
  /** PEM of a private key that decrypts assertions. */
  decryptionKey?: string;
}

/** node-saml as a service provider that accepts only responses to its own requests. */
export function nodeSamlServiceProvider(
  { entityId, assertionConsumerService }: ServiceProviderFacts,
  idp: IdpSettings,
  { privateKey, binding = 'redirect', signed = 'assertion', decryptionKey }: NodeSamlOptions = {},
) {
  const url = binding === 'post' ? idp.postUrl : idp.redirectUrl;
  let lastId = '';
  const saml = new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: assertionConsumerService,
    entryPoint: url,
    idpIssuer: idp.entityId,
    idpCert: idp.certificatePems,
    wantAssertionsSigned: signed !== 'response',
    wantAuthnResponseSigned: signed !== 'assertion',
    validateInResponseTo: ValidateInResponseTo.always,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    skipRequestCompression: binding === 'post', // SAML Bindings 3.5.4: DEFLATE is for HTTP-Redirect
    authnRequestBinding: binding === 'post' ? 'HTTP-POST' : 'HTTP-Redirect',
    generateUniqueId: () => {
      lastId = `_${randomUUID()}`;
      return lastId;
    },
    ...(privateKey && { privateKey }),
    ...(decryptionKey && { decryptionPvk: decryptionKey }),
  });
  return {
    async request(relayState: string): Promise<SentRequest> {
      if (binding === 'redirect') {
        const redirect = await saml.getAuthorizeUrlAsync(relayState, undefined, {});
        return { id: lastId, url: redirect };
      }
      const message = await saml.getAuthorizeMessageAsync(relayState);
      const form = Object.fromEntries(
        Object.entries(message).map(([name, value]) => [name, String(value)]),
      );
      return { id: lastId, url, form };
    },
    /** The NameID of the signed-in user. @throws {Error} the library's, when it refuses */
    async accept(samlResponse: string): Promise<string | undefined> {
      const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: samlResponse });
      return profile?.nameID;
    },
  };
}
