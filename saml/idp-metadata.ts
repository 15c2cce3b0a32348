import { attribute, childrenNamed, type Element, type XmlDocument } from './dom.ts';
import {
  ancestors,
  certificates,
  type Endpoint,
  endpoint,
  MAX_METADATA_BYTES,
  onlyProvider,
} from './entity-descriptor.ts';
import { SamlError } from './errors.ts';
import { decodeMetadata } from './metadata-encoding.ts';
import { ns } from './names.ts';
import { parseVerified, parseXml } from './parse.ts';
import { signatureOf, type VerifyOptions, verifyEnveloped } from './verify.ts';

/** The content of an identity provider's metadata. */
export interface IdpDescriptor {
  entityId: string;
  /** Every `validUntil` that applies, as sent: of the document, the entity and the role (SAML Metadata 2.3). */
  validUntil: string[];
  /** In document order, all bindings. */
  singleSignOn: Endpoint[];
  singleLogout: Endpoint[];
  /** DER, base64 on one line. */
  signingCertificates: string[];
}

/** Received metadata. It uses libxml2's memory: dispose of it. */
export interface ReceivedIdpMetadata extends Disposable {
  /** The document as a whole has a signature, which was not verified. */
  readonly signed: boolean;
  /** NOT verified: it may have been changed in transit. */
  readonly descriptor: IdpDescriptor;
  /**
   * The content that the document's signature covers. May be called once.
   *
   * @throws {SamlError} `signature_missing`, `signature_profile`, `algorithm_not_allowed`, `too_large`, `untrusted_key`,
   *   `signature_invalid`
   */
  verify(options: VerifyOptions): IdpDescriptor;
}

/**
 * Opens metadata that describes one identity provider (SAML Metadata 2.4.3). Roles of other protocols, such as Entra's for
 * WS-Federation, are ignored. The file may be in UTF-8 or UTF-16.
 *
 * @throws {SamlError} `too_large`, `encoding`, `doctype`, `too_deep`, `not_xml`, `wrong_message`, `schema`,
 *   `signature_profile`
 */
export function openIdpMetadata(xml: Uint8Array): ReceivedIdpMetadata {
  const document = parseXml(decodeMetadata(xml), { maxBytes: MAX_METADATA_BYTES });
  try {
    return new Received(document);
  } catch (error) {
    document.dispose();
    throw error;
  }
}

class Received implements ReceivedIdpMetadata {
  readonly signed: boolean;
  readonly descriptor: IdpDescriptor;
  readonly #document: XmlDocument;

  constructor(document: XmlDocument) {
    this.#document = document;
    this.descriptor = readDescriptor(document.root);
    this.signed = signatureOf(document.root) !== undefined;
  }

  verify(options: VerifyOptions): IdpDescriptor {
    const { root } = this.#document;
    const signature = signatureOf(root);
    if (!signature) throw new SamlError('signature_missing', 'The metadata is not signed.');
    const { bytes } = verifyEnveloped(this.#document, root, signature, options);
    const verified = parseVerified(bytes);
    try {
      return readDescriptor(verified.root);
    } finally {
      verified.dispose();
    }
  }

  [Symbol.dispose](): void {
    this.#document.dispose();
  }
}

function readDescriptor(root: Element): IdpDescriptor {
  const { entity, role, entityId } = onlyProvider(root, 'IDPSSODescriptor');
  const services = (name: string) => childrenNamed(role, ns.metadata, name).map(endpoint);
  const governing = [...ancestors(entity), entity, role];
  return {
    entityId,
    validUntil: governing.flatMap((e) => attribute(e, 'validUntil') ?? []),
    singleSignOn: services('SingleSignOnService'),
    singleLogout: services('SingleLogoutService'),
    signingCertificates: certificates(role, 'signing'),
  };
}
