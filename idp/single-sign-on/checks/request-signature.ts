import { type AuthnRequest, readAuthnRequest } from '../../../saml/authn-request.ts';
import { decodePost } from '../../../saml/bindings/post.ts';
import { decodeParameter, rawParameters } from '../../../saml/bindings/raw-query.ts';
import { inflateRedirect } from '../../../saml/bindings/redirect.ts';
import { verifyRedirectSignature } from '../../../saml/bindings/redirect-signature.ts';
import { SamlError } from '../../../saml/errors.ts';
import { claimedSignature, verifyEnvelopedMessage } from '../../../saml/signed-message.ts';
import type { SignInApplication } from '../../directory/sign-in/sign-in-applications.ts';
import { aadsts, type IdpError } from '../../errors.ts';
import {
  namedKey,
  recentKeys,
  type VerificationCertificate,
  type VerificationKey,
  verificationKeys,
} from './verification-keys.ts';

/** A message as it was sent. */
export interface SentMessage {
  readonly binding: 'redirect' | 'post';
  /** `SAMLRequest`, decoded from the query or the form, as it was read. */
  readonly value: string;
  readonly relayState: string | undefined;
  /** Of HTTP-Redirect: the query as it was sent, without `?`. */
  readonly rawQuery: string;
}

/** Which certificate verified a request, and how. */
export interface VerifiedBy {
  /** SHA-1 in 40 upper-case hex digits. */
  readonly thumbprint: string;
  /** URI of the signature method. */
  readonly method: string;
}

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

type Settings = Pick<SignInApplication, 'isSignedRequestRequired' | 'allowsRsaSha1'>;

/**
 * Where an application requires it, a request must be signed where its binding has the signature, by a verification certificate that has not
 * expired: the one that KeyInfo names, or one of the two that were added last (entra-saml.md 1.6). Otherwise a signature is not looked at.
 *
 * @param certificates of the application, the newest first
 * @returns undefined where no signature is required
 * @throws {IdpError} 76021 without a signature in the right place, 76022 without a certificate that could verify it, 76023 when it is not valid,
 *   not by such a certificate, or by another method than RSA-SHA256 (or RSA-SHA1, if that is allowed)
 */
export function checkRequestSignature(
  { isSignedRequestRequired, allowsRsaSha1 }: Settings,
  message: SentMessage,
  certificates: readonly VerificationCertificate[],
): VerifiedBy | undefined {
  if (!isSignedRequestRequired) return undefined;
  try {
    const keys = verificationKeys(certificates);
    const methods = allowsRsaSha1 ? [RSA_SHA256, RSA_SHA1] : [RSA_SHA256];
    return message.binding === 'redirect'
      ? verifyQuery(message, keys, methods)
      : verifyPosted(message, keys, methods);
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    throw aadsts(76023, {}, { cause: error.message, detail: error.detail });
  }
}

/**
 * The octets of the query as they were sent are what is signed (SAML Bindings 3.4.4.1). The message and the RelayState that the sign-in goes on with
 * must be those octets: a framework decodes names too, and would find `RelaySt%61te`.
 */
function verifyQuery(
  { value, relayState, rawQuery }: SentMessage,
  keys: readonly VerificationKey[],
  methods: readonly string[],
): VerifiedBy {
  const raw = rawParameters(rawQuery);
  const sigAlg = raw.get('SigAlg');
  if (!raw.get('Signature'))
    throw unsigned(
      claimedSignature(inflateRedirect(value)) &&
        'There is a Signature in the message; by HTTP-Redirect it must be in the query.',
    );
  if (!sigAlg) throw invalid('The query has a Signature, but no SigAlg that says how it was made.');
  const method = allowedMethod(decodeParameter(sigAlg), methods);
  const candidates = recentKeys(keys);
  const key = verifyRedirectSignature(rawQuery, {
    parameter: 'SAMLRequest',
    publicKeys: candidates.map(({ publicKey }) => publicKey),
    allowSha1: methods.includes(RSA_SHA1),
  });
  const signed = (name: string) => {
    const octets = raw.get(name);
    return octets === undefined ? undefined : decodeParameter(octets);
  };
  if (signed('SAMLRequest') !== value || signed('RelayState') !== relayState)
    throw invalid(
      'The query names SAMLRequest or RelayState in a way that the signature does not cover.',
    );
  const signer = candidates.find(({ publicKey }) => publicKey === key);
  return { thumbprint: signer?.credential.thumbprint ?? '', method };
}

/** The values that the checks before this one read must be those that are signed. */
function verifyPosted(
  { value }: SentMessage,
  keys: readonly VerificationKey[],
  methods: readonly string[],
): VerifiedBy {
  const xml = decodePost(value);
  const claimed = claimedSignature(xml);
  if (!claimed) throw unsigned();
  allowedMethod(claimed.method, methods);
  const named = namedKey(claimed.keys, keys);
  const candidates = named ? [named] : recentKeys(keys);
  const verified = verifyEnvelopedMessage(xml, {
    certificates: candidates.map(({ publicKey, credential }) => ({
      publicKey,
      thumbprint: credential.thumbprint,
    })),
    allowSha1: methods.includes(RSA_SHA1),
  });
  const method = allowedMethod(verified.algorithm, methods);
  if (content(readAuthnRequest(verified.bytes)) !== content(readAuthnRequest(xml)))
    throw invalid('The Signature covers other values than those of the AuthnRequest.');
  return { thumbprint: verified.thumbprint, method };
}

function allowedMethod(method: string | undefined, methods: readonly string[]): string {
  if (method !== undefined && methods.includes(method)) return method;
  const sha1 =
    method === RSA_SHA1 ? ' Allow requests signed with RSA-SHA1, or sign with RSA-SHA256.' : '';
  throw invalid(`The signature method ${method ?? '(none)'} is not allowed.${sha1}`);
}

/** What an AuthnRequest says, besides that it has a signature. */
const content = (request: AuthnRequest): string =>
  JSON.stringify({ ...request, hasSignature: undefined });

const unsigned = (cause?: string): IdpError => aadsts(76021, {}, { cause });
const invalid = (cause: string): IdpError => aadsts(76023, {}, { cause });
