import { readCertificate, thumbprint } from '../../certs/certificate.ts';
import { decodePost } from '../../saml/bindings/post.ts';
import { SamlError } from '../../saml/errors.ts';
import { statusCode } from '../../saml/names.ts';
import {
  openResponse,
  type ReceivedResponse,
  type VerifiedAssertion,
  type VerifiedResponse,
} from '../../saml/response.ts';
import type { TrustedKey } from '../../saml/verify.ts';
import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import type { IdpContext } from '../context.ts';
import { mockIdentityProviderKey } from '../directory/applications/key-credentials.ts';
import { domainOfIssuer, type FederatedDomain } from '../directory/domains/domain-federation.ts';
import {
  findFederationRequest,
  useFederationRequest,
} from '../directory/sign-in/federation-requests.ts';
import type { UserRow } from '../directory/tables.ts';
import { splitUserPrincipalName } from '../directory/users/user-principal-name.ts';
import { findUserByImmutableId } from '../directory/users/users.ts';
import { aadsts, type IdpError } from '../errors.ts';
import { assertionFault, type Expected, envelopeFault } from './checks.ts';
import { acsUrl, authnMethodClaims, MULTIPLE_AUTHN } from './microsoft-online.ts';

/** Whom an identity provider signed in, and how. */
export interface FederatedSignIn {
  /** Of the tenant that has the domain. */
  user: UserRow;
  method: Extract<AuthenticationMethodMode, 'federatedSingleFactor' | 'federatedMultiFactor'>;
  /** AuthnContextClassRef, passed on to applications. */
  classRef: string | undefined;
}

/**
 * Accepts the Response of a federated identity provider, once. A refusal uses nothing up: the request can still be answered.
 *
 * @param encoded SAMLResponse as posted
 * @param ctx of the pending sign-in of this browser; a Response answers a request of this sign-in
 * @throws {IdpError} 75005, 750056 when the message cannot be read; 50107 for an issuer that no domain has; 500082 without an assertion; 500081,
 *   50006, 50008 for the signature; 500089 when a value of the assertion is wrong, or it is used again; 51004 when no user has the immutable
 *   ID; 5000820 for a user of another domain; 50057 for a blocked user
 */
export async function acceptResponse(
  context: IdpContext,
  { encoded, ctx }: { encoded: string; ctx: string },
): Promise<FederatedSignIn> {
  const { db, clock, publicUrl } = context;
  using response = open(encoded);
  const { envelope } = response;
  const issuer = envelope.issuer ?? '';
  const realm = await domainOfIssuer(db, issuer);
  if (!realm) throw aadsts(50107, { issuer: issuer.slice(0, 256) });
  refuseWithoutAssertion(response);
  const {
    signed,
    assertion,
    envelope: signedEnvelope,
  } = verify(response, await keysOf(context, realm));
  if (signed === 'Response')
    throw aadsts(50008, {}, { cause: 'The Response is signed, but the Assertion itself must be.' });
  if (assertion.issuer !== realm.issuerUri)
    throw aadsts(50107, { issuer: assertion.issuer.slice(0, 256) });

  const inResponseTo = await answeredRequest(context, assertion, { ctx, realm });
  const expected: Expected = {
    issuer,
    inResponseTo,
    acsUrl: acsUrl(publicUrl()),
    now: clock(),
  };
  const fault =
    envelopeFault(signedEnvelope ?? envelope, expected) ?? assertionFault(assertion, expected);
  if (fault !== undefined) throw invalid(fault);
  const user = await userOf(context, realm, assertion.nameID?.value ?? '');
  if (!(await useFederationRequest(db, { ctx, id: inResponseTo, domain: realm.domain })))
    throw invalid(answeredBefore(inResponseTo));
  return { user, method: methodOf(realm, assertion), classRef: classRefOf(assertion) };
}

const invalid = (cause: string): IdpError => aadsts(500089, {}, { cause });

const answeredBefore = (id: string): string =>
  `This sign-in has sent no request ${id} to this identity provider, or it was answered already.`;

function open(encoded: string): ReceivedResponse {
  try {
    return openResponse(decodePost(encoded));
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    if (error.code === 'base64') throw aadsts(750056, {}, { cause: error.message });
    throw aadsts(75005, { reason: error.message }, { detail: error.detail });
  }
}

/** Whatever else is in a failed Response, it signs nobody in (SAML Core 3.2.2.2). */
function refuseWithoutAssertion({ envelope }: ReceivedResponse): void {
  const { status, assertions, encryptedAssertions } = envelope;
  const missing = (cause: string) => aadsts(500082, {}, { cause });
  if (status.code !== statusCode.success)
    throw missing(
      `The identity provider answered ${[status.code, status.subcode, status.message].filter(Boolean).join(', ').slice(0, 500)}.`,
    );
  if (encryptedAssertions > 0)
    throw missing('The assertion is encrypted, and Entra publishes no key for that.');
  if (assertions === 0) throw missing('The Response has the status Success and no Assertion.');
}

/** SHA-1 is accepted, because Microsoft documents it for this use. */
function verify(response: ReceivedResponse, certificates: readonly TrustedKey[]): VerifiedResponse {
  try {
    return response.verify({ certificates, allowSha1: true });
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    const details = { cause: error.message, detail: error.detail };
    if (error.code === 'untrusted_key') throw aadsts(500081, {}, details);
    if (error.code === 'signature_invalid') throw aadsts(50006, {}, details);
    throw aadsts(50008, {}, details);
  }
}

async function keysOf({ db, clock }: IdpContext, realm: FederatedDomain): Promise<TrustedKey[]> {
  const { passiveSignInUri, signingCertificate, nextSigningCertificate } = realm;
  const configured = [signingCertificate, nextSigningCertificate].filter((one) => one !== null);
  const certificates =
    passiveSignInUri === null
      ? [(await mockIdentityProviderKey(db, clock())).certificate]
      : configured;
  return certificates.map((base64) => {
    const certificate = readCertificate(Buffer.from(base64, 'base64'));
    return { publicKey: certificate.publicKey, thumbprint: thumbprint(certificate) };
  });
}

/** The request that a bearer confirmation answers: one of this sign-in, to this identity provider. */
async function answeredRequest(
  { db }: IdpContext,
  { subjectConfirmations }: VerifiedAssertion,
  { ctx, realm }: { ctx: string; realm: FederatedDomain },
): Promise<string> {
  const ids = subjectConfirmations.map(({ inResponseTo }) => inResponseTo);
  for (const id of ids) {
    if (id === undefined) continue;
    if ((await findFederationRequest(db, { ctx, id })) === realm.domain) return id;
  }
  const [id] = ids;
  throw invalid(
    id === undefined
      ? 'The Assertion has no InResponseTo: a sign-in must begin here.'
      : answeredBefore(id.slice(0, 256)),
  );
}

async function userOf(
  { db }: IdpContext,
  { tenantId, domain }: FederatedDomain,
  immutableId: string,
): Promise<UserRow> {
  const user = await findUserByImmutableId(db, tenantId, immutableId);
  if (!user) throw aadsts(51004, { immutableId: immutableId.slice(0, 256), tenant: tenantId });
  const { userPrincipalName } = user;
  if (splitUserPrincipalName(userPrincipalName).domain !== domain)
    throw aadsts(
      5000820,
      {},
      { cause: `${userPrincipalName} is not a user of the domain ${domain}.` },
    );
  if (user.accountEnabled !== 1) throw aadsts(50057, {});
  return user;
}

function methodOf(
  { federatedIdpMfaBehavior }: FederatedDomain,
  { attributes, authnStatements }: VerifiedAssertion,
): FederatedSignIn['method'] {
  const said = [
    ...attributes.filter(({ name }) => authnMethodClaims.has(name)).flatMap(({ values }) => values),
    ...authnStatements.map(({ classRef }) => classRef),
  ];
  return said.includes(MULTIPLE_AUTHN) && federatedIdpMfaBehavior !== 'rejectMfaByFederatedIdp'
    ? 'federatedMultiFactor'
    : 'federatedSingleFactor';
}

/** A URI; anything else is not passed on. */
function classRefOf({ authnStatements }: VerifiedAssertion): string | undefined {
  const classRef = authnStatements[0]?.classRef;
  return classRef && /^[a-z][a-z0-9+.-]*:\S{1,255}$/i.test(classRef) ? classRef : undefined;
}
