import type { KeyObject } from 'node:crypto';
import { cut, signXml } from '../catalogue/index.ts';
import { type Certificate, readCertificate, thumbprint } from '../certs/certificate.ts';
import { makeEcKey } from '../certs/ec-certificate.ts';
import { decryptForReading } from '../saml/decrypt-message.ts';
import { SamlError } from '../saml/errors.ts';
import {
  type CheckRecord,
  type ExaminedResponse,
  examineResponse,
  type Refusal,
  type ResponseReceiver,
} from '../sp/index.ts';
import type { Circumstances } from './circumstances.ts';
import type { Given } from './given.ts';
import type { JoinedMessages } from './join-messages.ts';
import type { ReadMessage } from './read-messages.ts';
import { askedBy } from './read-request.ts';
import { differsOnlyInPrefixes } from './signatures/prefix-list.ts';
import { insideOf, type SignatureFinding } from './signatures/signature-finding.ts';

/** What the checks of a service provider say about a response. */
export interface JudgedResponse extends ExaminedResponse {
  /** The message with its assertion in plain text, if it was encrypted and could be decrypted. */
  readonly decrypted: Buffer | undefined;
  /** The checks after the signature were made on a copy, because the signature itself did not pass. */
  readonly beyondSignature: boolean;
}

/** The stage that a copy signed anew would pass in any case. */
const aboutSignature: ReadonlySet<string> = new Set([
  'signature_present',
  'signature_profile',
  'signature_algorithm',
  'signature_key',
  'signature',
  'encryption_algorithm',
  'decryption',
  'response_issuer_present',
  'destination_present',
  'certificate_dates',
]);

/**
 * Makes the service provider's own checks on a captured response. When its signature does not pass, or no certificate is known, the checks after it
 * are made on a copy that is signed with a key made for that: they say what else is wrong, and never that the message may be trusted.
 */
export function judgeResponse(
  response: ReadMessage,
  joined: JoinedMessages,
  circumstances: Circumstances,
  { given, signatures }: { given: Given; signatures: readonly SignatureFinding[] },
): JudgedResponse {
  const { keys } = given;
  const xml = asResponse(response);
  const inside = insideOf(signatures);
  const trusted = given.certificates.length > 0 ? given.certificates : inside ? [inside] : [];
  const receiver = receiverOf(joined, circumstances, keys);
  const examined = examineResponse(xml.toString('base64'), {
    ...receiver,
    signers: signersOf(trusted),
  });
  const asSent = response.masked
    ? withoutSignature(examined)
    : differsOnlyInPrefixes(signatures)
      ? withPrefixes(examined, signatures)
      : examined;
  const decrypted = decryptedOf(xml, keys);
  const reached = asSent.checks.every(({ outcome }) => outcome !== 'not_reached');
  if (reached || asSent.refusals.some(({ check }) => check === 'status'))
    return { ...asSent, decrypted, beyondSignature: false };
  const copy = signedAnew(decrypted ?? xml, circumstances.now);
  if (!copy) return { ...asSent, decrypted, beyondSignature: false };
  const further = examineResponse(Buffer.from(copy.xml).toString('base64'), {
    ...receiver,
    signers: { certificates: [copy.signer], allowSha1: false },
  });
  const beyondSignature = asSent.refusals.length > 0 || !differsOnlyInPrefixes(signatures);
  return { ...merged(asSent, further), decrypted, beyondSignature };
}

/** An Assertion alone is judged as if it had been sent in a Response; only checks on the assertion then mean anything. */
function asResponse({ xml, says }: ReadMessage): Buffer {
  if (says.kind !== 'Assertion') return xml;
  const body = xml.toString('utf8').replace(/^\s*<\?xml[\s\S]*?\?>/, '');
  const [assertion] = says.assertions;
  const answered = assertion?.subjectConfirmations[0]?.inResponseTo;
  const inResponseTo =
    answered === undefined ? '' : ` InResponseTo="${answered.replace(/["<&]/g, '')}"`;
  return Buffer.from(
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_around" Version="2.0" IssueInstant="${assertion?.issueInstant ?? ''}"${inResponseTo}><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${body}</samlp:Response>`,
  );
}

function receiverOf(
  { request, response, earlier }: JoinedMessages,
  { spEntityId: entityId, acsUrl, idpEntityId, now, skewSeconds }: Circumstances,
  decryptionKeys: readonly KeyObject[],
): Omit<ResponseReceiver, 'signers'> {
  const answers =
    (response?.says.inResponseTo ??
      response?.says.assertions[0]?.subjectConfirmations[0]?.inResponseTo) !== undefined;
  return {
    ...{ entityId, acsUrl, idpEntityId, now, skewSeconds, decryptionKeys },
    pending: answers ? pendingOf(request, earlier, now) : undefined,
    seenBefore: earlier?.why === 'assertion',
  };
}

/** A request that is not in the capture is taken for one that waits. */
function pendingOf(
  request: ReadMessage | undefined,
  earlier: JoinedMessages['earlier'],
  now: Date,
): ResponseReceiver['pending'] {
  if (earlier) return { state: 'used' };
  const { forceAuthn = false, requestedAuthnContext } = request ? askedBy(request) : {};
  return {
    state: 'waiting',
    issuedAt: request?.time ?? now,
    forceAuthn: forceAuthn && request?.time !== undefined,
    // The check knows one class, as samlab's own requests have.
    requestedAuthnContext:
      requestedAuthnContext?.comparison === 'exact' && requestedAuthnContext.classRefs.length === 1
        ? (requestedAuthnContext.classRefs[0] ?? null)
        : null,
  };
}

export const signersOf = (certificates: readonly Certificate[]): ResponseReceiver['signers'] => ({
  certificates: certificates.map((each) => ({
    publicKey: each.publicKey,
    thumbprint: thumbprint(each),
    notBefore: each.notBefore,
    notAfter: each.notAfter,
  })),
  allowSha1: false,
});

function decryptedOf(xml: Buffer, keys: readonly KeyObject[]): Buffer | undefined {
  if (keys.length === 0) return undefined;
  try {
    return decryptForReading(xml, keys);
  } catch (error) {
    if (error instanceof SamlError) return undefined;
    throw error;
  }
}

/** Undefined for a message without an assertion that could be signed. */
function signedAnew(xml: Buffer, now: Date) {
  const key = makeEcKey('for checks after the signature', now);
  try {
    let bare = xml.toString('utf8');
    while (/<(?:[\w.-]+:)?Signature[\s>]/.test(bare)) bare = cut(bare, 'Signature');
    const signed = signXml(bare, {
      element: 'Assertion',
      key,
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
    });
    const [signer] = signersOf([
      readCertificate(Buffer.from(key.certificateBase64, 'base64')),
    ]).certificates;
    return signer && { xml: signed, signer };
  } catch {
    return undefined; // no Assertion with an ID, or XML that the signer does not take
  }
}

/** What is said of the signature itself. */
const ofSignature: ReadonlySet<string> = new Set([
  'signature_profile',
  'signature_algorithm',
  'signature_key',
  'signature',
]);

/** The signature is right: only samlab's own service provider wants it without prefixes. */
function withPrefixes(
  { checks, refusals }: ExaminedResponse,
  signatures: readonly SignatureFinding[],
): ExaminedResponse {
  const prefixes = signatures.flatMap(({ examined }) => examined.prefixList ?? []).join(' ');
  const seen = {
    outcome: 'passed' as const,
    expected: 'a signature that is right',
    found: `right, with the namespace prefixes ${prefixes} in its canonical form`,
  };
  return {
    checks: checks.map((check) => (ofSignature.has(check.name) ? { ...check, ...seen } : check)),
    refusals: refusals.filter(({ check }) => check !== 'signature_profile'),
  };
}

/** A masked message cannot be verified, which says nothing about the one that was sent. */
export const withoutSignature = ({ checks, refusals }: ExaminedResponse): ExaminedResponse => ({
  checks: checks.map((check): CheckRecord => {
    if (!aboutSignature.has(check.name)) return check;
    const { expected: _, found: __, ...rest } = check;
    return { ...rest, outcome: 'not_reached' };
  }),
  refusals: refusals.filter(({ check }) => !aboutSignature.has(check)),
});

/** Everything about the signature as sent, and everything else from the copy. */
export function merged(asSent: ExaminedResponse, further: ExaminedResponse): ExaminedResponse {
  const isRight = asSent.checks.find(({ name }) => name === 'signature')?.outcome === 'passed';
  const checks = asSent.checks.map((check): CheckRecord => {
    const own = !isRight && aboutSignature.has(check.name);
    if (check.outcome !== 'not_reached' || own) return check;
    return further.checks.find(({ name }) => name === check.name) ?? check;
  });
  const later = further.refusals.filter(({ check }) => !aboutSignature.has(check));
  return { checks, refusals: inOrder([...asSent.refusals, ...later], checks) };
}

function inOrder(refusals: readonly Refusal[], checks: readonly CheckRecord[]): Refusal[] {
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  return failed.flatMap(({ name }) => refusals.find(({ check }) => check === name) ?? []);
}
