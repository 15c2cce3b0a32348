import type { KeyObject } from 'node:crypto';
import { readVerifiedAssertion, type VerifiedAssertion } from './assertion.ts';
import { decryptAssertion } from './decrypt-assertion.ts';
import {
  attribute,
  attributes,
  childrenByName,
  type Element,
  isElement,
  trimmedText,
  type XmlDocument,
} from './dom.ts';
import { SamlError } from './errors.ts';
import { ns } from './names.ts';
import { parseVerified, parseXml } from './parse.ts';
import { schemaErrors } from './schema.ts';
import { readStatus, type Status } from './status.ts';
import {
  signatureOf,
  type VerifiedElement,
  type VerifyOptions,
  verifyEnveloped,
} from './verify.ts';
import { withoutUndefined } from './without-undefined.ts';

export type { VerifiedAssertion } from './assertion.ts';

/** The content of the Response element (SAML Core 3.2.2, 3.3.3). */
export interface ResponseEnvelope {
  id: string;
  version: string;
  issueInstant: string;
  destination?: string;
  inResponseTo?: string;
  issuer?: string;
  issuerFormat?: string;
  status: Status;
  assertions: number;
  encryptedAssertions: number;
}

export interface VerifiedResponse {
  /** The elements that were signed; every signature was verified. */
  signed: 'Response' | 'Assertion' | 'both';
  /** URI of the signature method of the innermost signature. */
  algorithm: string;
  thumbprint: string;
  assertion: VerifiedAssertion;
  /** The envelope as signed; absent when only the Assertion was signed. */
  envelope?: ResponseEnvelope;
  /** URI of the content encryption method; absent when the Assertion was not encrypted. */
  encryption?: string;
}

export interface VerifyResponseOptions extends VerifyOptions {
  /** Private RSA keys; an EncryptedAssertion may be encrypted to any of them. */
  decryptionKeys?: readonly KeyObject[];
}

/** A received message. It uses libxml2's memory: dispose of it. */
export interface ReceivedResponse extends Disposable {
  /** Violations of the OASIS schema. */
  readonly schemaErrors: string[];
  /** NOT verified: it may have been changed in transit. It may lead to a refusal, never to a session. */
  readonly envelope: ResponseEnvelope;
  /**
   * Verifies every signature; the Response or its only Assertion must have one. An EncryptedAssertion is decrypted only after the signature
   * of the Response has been verified. May be called once.
   *
   * @throws {SamlError} `signature_missing`, `signature_profile`, `algorithm_not_allowed`, `too_large`, `untrusted_key`,
   *   `signature_invalid`, `encryption_algorithm`, `decryption`
   */
  verify(options: VerifyResponseOptions): VerifiedResponse;
}

/**
 * Opens a Response from the bytes of its XML.
 *
 * @throws {SamlError} `too_large`, `encoding`, `doctype`, `too_deep`, `not_xml`, `wrong_message`
 */
export function openResponse(xml: Uint8Array): ReceivedResponse {
  const document = parseXml(xml);
  try {
    if (!isElement(document.root, ns.protocol, 'Response'))
      throw new SamlError(
        'wrong_message',
        `A Response was expected, not ${document.root.name}.`,
        document.root.name,
      );
    return new Received(document);
  } catch (error) {
    document.dispose();
    throw error;
  }
}

class Received implements ReceivedResponse {
  readonly schemaErrors: string[];
  readonly envelope: ResponseEnvelope;
  readonly #document: XmlDocument;

  constructor(document: XmlDocument) {
    this.#document = document;
    this.schemaErrors = schemaErrors(document);
    this.envelope = readEnvelope(document.root);
  }

  verify(options: VerifyResponseOptions): VerifiedResponse {
    const { root } = this.#document;
    const signature = signatureOf(root);
    if (!signature) return readUnsignedResponse(this.#document, options);
    const outer = verifyEnveloped(this.#document, root, signature, options);
    return readSignedResponse(outer, options);
  }

  [Symbol.dispose](): void {
    this.#document.dispose();
  }
}

/** Everything is read from the bytes that the Response's signature covers. */
function readSignedResponse(
  { bytes, algorithm, thumbprint }: VerifiedElement,
  options: VerifyResponseOptions,
): VerifiedResponse {
  const document = parseVerified(bytes);
  try {
    const envelope = readEnvelope(document.root);
    const assertion = onlyAssertion(document.root);
    const outer = { signed: 'Response' as const, algorithm, thumbprint, envelope };
    if (isElement(assertion, ns.assertion, 'EncryptedAssertion'))
      return { ...outer, ...readEncrypted(assertion, options) };
    if (signatureOf(assertion))
      return { ...outer, ...verifyAssertion(document, assertion, options), signed: 'both' };
    return { ...outer, assertion: readVerifiedAssertion(assertion) };
  } finally {
    document.dispose();
  }
}

/** The content of an EncryptedAssertion in a verified Response; a signature inside must be valid too. */
function readEncrypted(encrypted: Element, options: VerifyResponseOptions) {
  const { document, method: encryption } = decryptAssertion(
    encrypted,
    options.decryptionKeys ?? [],
  );
  try {
    const { root } = document;
    if (signatureOf(root))
      return {
        ...verifyAssertion(document, root, options),
        signed: 'both' as const,
        encryption,
      };
    return { assertion: readVerifiedAssertion(root), encryption };
  } finally {
    document.dispose();
  }
}

/** In an unsigned Response, the Assertion must be signed. */
function readUnsignedResponse(document: XmlDocument, options: VerifyOptions): VerifiedResponse {
  const assertion = onlyAssertion(document.root);
  // Encryption proves nothing about the sender (SAML Profiles 4.1.4.5), and unsigned CBC ciphertext is a decryption oracle (E93).
  if (isElement(assertion, ns.assertion, 'EncryptedAssertion'))
    throw new SamlError(
      'signature_missing',
      'The Response is not signed; an EncryptedAssertion is decrypted only in a signed Response.',
    );
  if (!signatureOf(assertion))
    throw new SamlError('signature_missing', 'Neither the Response nor its Assertion is signed.');
  return { ...verifyAssertion(document, assertion, options), signed: 'Assertion' };
}

function verifyAssertion(document: XmlDocument, assertion: Element, options: VerifyOptions) {
  const signature = signatureOf(assertion);
  if (!signature) throw new SamlError('signature_missing', 'The Assertion is not signed.');
  const { bytes, algorithm, thumbprint } = verifyEnveloped(document, assertion, signature, options);
  const inner = parseVerified(bytes);
  try {
    return { algorithm, thumbprint, assertion: readVerifiedAssertion(inner.root) };
  } finally {
    inner.dispose();
  }
}

/** The only Assertion or EncryptedAssertion; exactly one in total, so that no second one can be injected (CVE-2026-2092). */
function onlyAssertion(response: Element): Element {
  const children = childrenByName(response, ns.assertion);
  const [assertion, ...more] = [...children('Assertion'), ...children('EncryptedAssertion')];
  if (!assertion || more.length > 0)
    throw new SamlError('signature_profile', 'A Response must have exactly one Assertion.');
  return assertion;
}

function readEnvelope(root: Element): ResponseEnvelope {
  const children = childrenByName(root, ns.assertion);
  const [issuer] = children('Issuer');
  const given = attributes(root);
  return withoutUndefined({
    id: given.get('ID') ?? '',
    version: given.get('Version') ?? '',
    issueInstant: given.get('IssueInstant') ?? '',
    destination: given.get('Destination'),
    inResponseTo: given.get('InResponseTo'),
    issuer: trimmedText(issuer),
    issuerFormat: issuer && attribute(issuer, 'Format'),
    status: readStatus(root),
    assertions: children('Assertion').length,
    encryptedAssertions: children('EncryptedAssertion').length,
  });
}
