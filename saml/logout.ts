import type { KeyObject } from 'node:crypto';
import { type NameID, readNameID } from './assertion.ts';
import { verifyRedirectSignature } from './bindings/redirect-signature.ts';
import {
  attribute,
  childNamed,
  childrenNamed,
  type Element,
  isElement,
  text,
  trimmedText,
  type XmlDocument,
} from './dom.ts';
import { SamlError } from './errors.ts';
import { ns } from './names.ts';
import { parseVerified, parseXml } from './parse.ts';
import { schemaErrors } from './schema.ts';
import { readStatus, type Status } from './status.ts';
import { signatureOf, type VerifyOptions, verifyEnveloped } from './verify.ts';
import { withoutUndefined } from './without-undefined.ts';

/** The attributes common to both messages (SAML Core 3.2.1, 3.2.2); strings as sent. */
export interface LogoutEnvelope {
  id: string;
  version: string;
  issueInstant: string;
  destination?: string;
  issuer?: string;
  issuerFormat?: string;
}

/** SAML Core 3.7.1. */
export interface LogoutRequest extends LogoutEnvelope {
  kind: 'LogoutRequest';
  notOnOrAfter?: string;
  /** Absent when the user is named by a BaseID or EncryptedID. */
  nameID?: NameID;
  /** Empty: all sessions of the user. */
  sessionIndexes: string[];
}

/** SAML Core 3.7.2. */
export interface LogoutResponse extends LogoutEnvelope {
  kind: 'LogoutResponse';
  inResponseTo?: string;
  status: Status;
}

export type LogoutMessage = LogoutRequest | LogoutResponse;

export interface VerifiedLogout {
  message: LogoutMessage;
  /** SHA-1 of the certificate of the signing key. */
  thumbprint: string;
}

/** A received message; nothing of it may be read before it is verified. It uses libxml2's memory: dispose of it. */
export interface ReceivedLogout extends Disposable {
  readonly kind: LogoutMessage['kind'];
  /** Violations of the OASIS schema. */
  readonly schemaErrors: string[];
  /**
   * Verifies the enveloped signature, as for HTTP-POST (SAML Bindings 3.5.4.1). May be called once.
   *
   * @throws {SamlError} `signature_missing`, `signature_profile`, `algorithm_not_allowed`, `too_large`, `untrusted_key`,
   *   `signature_invalid`
   */
  verifyEnveloped(options: VerifyOptions): VerifiedLogout;
  /**
   * Verifies the signature of the query that this message was read from, as for HTTP-Redirect (SAML Bindings 3.4.4.1); an enveloped
   * signature is ignored.
   *
   * @throws {SamlError} `signature_missing`, `signature_profile`, `algorithm_not_allowed`, `signature_invalid`, `encoding`
   */
  verifyQuery(rawQuery: string, options: VerifyOptions): VerifiedLogout;
}

/**
 * Opens a LogoutRequest or LogoutResponse from the bytes of its XML.
 *
 * @throws {SamlError} `too_large`, `encoding`, `doctype`, `too_deep`, `not_xml`, `wrong_message`
 */
export function openLogout(xml: Uint8Array, kind: LogoutMessage['kind']): ReceivedLogout {
  const document = parseXml(xml);
  try {
    const { root } = document;
    if (!isElement(root, ns.protocol, kind))
      throw new SamlError('wrong_message', `A ${kind} was expected, not ${root.name}.`, root.name);
    return new Received(document, kind);
  } catch (error) {
    document.dispose();
    throw error;
  }
}

class Received implements ReceivedLogout {
  readonly kind: LogoutMessage['kind'];
  readonly schemaErrors: string[];
  readonly #document: XmlDocument;

  constructor(document: XmlDocument, kind: LogoutMessage['kind']) {
    this.#document = document;
    this.kind = kind;
    this.schemaErrors = schemaErrors(document);
  }

  verifyEnveloped(options: VerifyOptions): VerifiedLogout {
    const { root } = this.#document;
    const signature = signatureOf(root);
    if (!signature) throw new SamlError('signature_missing', `The ${this.kind} is not signed.`);
    const { bytes, thumbprint } = verifyEnveloped(this.#document, root, signature, options);
    const verified = parseVerified(bytes);
    try {
      return { message: this.#read(verified.root), thumbprint };
    } finally {
      verified.dispose();
    }
  }

  verifyQuery(
    rawQuery: string,
    { certificates, allowSha1 = false }: VerifyOptions,
  ): VerifiedLogout {
    const parameter = this.kind === 'LogoutRequest' ? 'SAMLRequest' : 'SAMLResponse';
    const publicKeys = certificates.map(({ publicKey }) => publicKey);
    const key = verifyRedirectSignature(rawQuery, { parameter, publicKeys, allowSha1 });
    const isSigner = (each: { publicKey: KeyObject }) => each.publicKey === key;
    const { thumbprint = '' } = certificates.find(isSigner) ?? {};
    return { message: this.#read(this.#document.root), thumbprint };
  }

  #read(root: Element): LogoutMessage {
    return this.kind === 'LogoutRequest' ? readRequest(root) : readResponse(root);
  }

  [Symbol.dispose](): void {
    this.#document.dispose();
  }
}

function readEnvelope(root: Element): LogoutEnvelope {
  const issuer = childNamed(root, ns.assertion, 'Issuer');
  return withoutUndefined({
    id: attribute(root, 'ID') ?? '',
    version: attribute(root, 'Version') ?? '',
    issueInstant: attribute(root, 'IssueInstant') ?? '',
    destination: attribute(root, 'Destination'),
    issuer: trimmedText(issuer),
    issuerFormat: issuer && attribute(issuer, 'Format'),
  });
}

const readRequest = (root: Element): LogoutRequest =>
  withoutUndefined({
    kind: 'LogoutRequest' as const,
    ...readEnvelope(root),
    notOnOrAfter: attribute(root, 'NotOnOrAfter'),
    nameID: readNameID(root),
    sessionIndexes: childrenNamed(root, ns.protocol, 'SessionIndex').map(text),
  });

const readResponse = (root: Element): LogoutResponse =>
  withoutUndefined({
    kind: 'LogoutResponse' as const,
    ...readEnvelope(root),
    inResponseTo: attribute(root, 'InResponseTo'),
    status: readStatus(root),
  });
