import { Constants, IdentityProvider, ServiceProvider, setSchemaValidator } from 'samlify';
import { toPem } from '../../../certs/certificate.ts';
import { makeSigningCertificate } from '../../../certs/signing-certificate.ts';
import type { ServiceProviderFacts, SigningOption } from './contoso.ts';
import { idpSettings } from './idp-metadata.ts';
import { schemaObjections } from './oasis-schemas.ts';
import type { SentRequest } from './request.ts';

const { redirect, post } = Constants.namespace.binding;

/** samlify requires a schema validator, one per process. */
setSchemaValidator({
  validate: async (xml) => {
    const objections = await schemaObjections(xml);
    if (objections.length > 0) throw new Error(objections.join('\n'));
    return 'valid';
  },
});

/** PEM of a private key and its certificate. */
interface RequestKey {
  privateKey: string;
  signingCert: string;
}

export interface SamlifyOptions {
  signRequests?: boolean;
  /** With which key; by default with a new one. */
  requestKey?: RequestKey | undefined;
  binding?: 'redirect' | 'post';
  /** What must be signed. */
  signed?: SigningOption;
  /** PEM of a private key that decrypts assertions. */
  decryptionKey?: string;
}

/** samlify as a service provider with the identity provider's metadata. */
export async function samlifyServiceProvider(
  { entityId, assertionConsumerService }: ServiceProviderFacts,
  metadata: string,
  {
    requestKey,
    signRequests = requestKey !== undefined,
    binding = 'redirect',
    signed = 'assertion',
    decryptionKey,
  }: SamlifyOptions = {},
) {
  const encrypted = decryptionKey !== undefined;
  const idp = signRequests
    ? wantingSignatures(metadata)
    : IdentityProvider({ metadata, isAssertionEncrypted: encrypted });
  const sp = ServiceProvider({
    entityID: entityId,
    authnRequestsSigned: signRequests,
    wantAssertionsSigned: signed !== 'response',
    wantMessageSigned: signed !== 'assertion',
    assertionConsumerService: [{ Binding: post, Location: assertionConsumerService }],
    ...(signRequests && (requestKey ?? (await newRequestKey()))),
    ...(encrypted && { encPrivateKey: decryptionKey }),
  });
  const parsed = (samlResponse: string) =>
    sp.parseLoginResponse(idp, 'post', { body: { SAMLResponse: samlResponse } });
  return {
    request(relayState: string): SentRequest {
      const created = sp.createLoginRequest(idp, binding, { relayState });
      if (binding === 'redirect') return { id: created.id, url: created.context };
      const { postUrl } = idpSettings(metadata);
      return {
        id: created.id,
        url: postUrl,
        form: { SAMLRequest: created.context, RelayState: relayState },
      };
    },
    /** The NameID of the signed-in user. @throws {Error} the library's, when it refuses */
    async accept(samlResponse: string): Promise<string | undefined> {
      return (await parsed(samlResponse)).extract.nameID;
    },
    /** The attributes of the signed-in user. @throws {Error} the library's, when it refuses */
    async attributes(samlResponse: string): Promise<Record<string, unknown>> {
      return (await parsed(samlResponse)).extract.attributes ?? {};
    },
  };
}

/** Entra's metadata does not request signatures, and samlify signs only when requested, so it gets settings that request them. */
function wantingSignatures(metadata: string) {
  const { entityId, redirectUrl, postUrl, certificatePems } = idpSettings(metadata);
  return IdentityProvider({
    entityID: entityId,
    wantAuthnRequestsSigned: true,
    signingCert: certificatePems[0] ?? '',
    singleSignOnService: [
      { Binding: redirect, Location: redirectUrl },
      { Binding: post, Location: postUrl },
    ],
    // Otherwise its metadata writer prints a warning.
    singleLogoutService: [{ Binding: redirect, Location: redirectUrl }],
  });
}

async function newRequestKey(): Promise<RequestKey> {
  const { privateKey, certificate } = await makeSigningCertificate({ notBefore: new Date() });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    signingCert: toPem(certificate),
  };
}
