import type { AuthnRequest } from '../../saml/authn-request.ts';
import type { RedirectUriSetting } from '../directory/applications/reply-url-indexes.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { aadsts, IdpError } from '../errors.ts';
import { checkReadable, type RequestBinding } from './checks/readable-message.ts';
import { checkScoping } from './checks/scoping.ts';
import { type TokenCheck, tokenChecks } from './checks/table.ts';
import { nearMiss } from './near-miss.ts';
import { checksOnRequest, checksOnSettings } from './request-checks.ts';

/** What is known of an application that is not in this tenant. */
export interface KnownApplication {
  readonly displayName: string;
  /** Empty: nothing is known, so any Issuer is taken for one. */
  readonly identifiers: readonly string[];
  /** Empty: nothing is known, so any address is taken for one. */
  readonly replyUrls: readonly string[];
  /** The indexes of Reply URLs; absent: none is known. */
  readonly redirectUriSettings?: readonly RedirectUriSetting[] | undefined;
  /** The tenant as people know it; by default the name of the application. */
  readonly directory?: string | undefined;
}

/** What a check of Entra says about a request. */
export interface ExaminedRequestCheck {
  /** Stable: `reply-url`. */
  readonly name: string;
  /** True when it passes. */
  readonly title: string;
  /** Of a check that failed: `AADSTS50011`, Entra's message, and what to do. */
  readonly refusal?: { readonly code: string; readonly message: string; readonly advice: string };
}

/**
 * Makes Entra's checks on an AuthnRequest of any service provider, without a directory, and goes on after a failure. The first one that fails is
 * what Entra would say. After a message that cannot be read there are no further checks.
 *
 * @param sent `SAMLRequest` encoded as its binding requires; `address` without a query
 */
export function examineAuthnRequest(
  sent: {
    readonly SAMLRequest: string;
    readonly binding: RequestBinding;
    readonly address: string;
    readonly now: Date;
  },
  known: KnownApplication,
): ExaminedRequestCheck[] {
  const readable = { name: 'readable', title: tokenChecks.readable.title };
  let request: AuthnRequest;
  try {
    request = checkReadable(sent.SAMLRequest, sent.binding);
  } catch (error) {
    return [{ ...readable, ...refusalOf(error) }];
  }
  const { issuer = '' } = request;
  const { address, now } = sent;
  const application = asApplication(known, request);
  return [
    readable,
    ...checksOnRequest.map((check) => made(check.name, () => check.run(request))),
    made('issuer', () => checkIdentifier(issuer, known)),
    ...checksOnSettings.map((check) =>
      made(check.name, () => check.run({ request, application, issuer, address, now })),
    ),
    made('scoping', () => checkScoping(request)),
  ];
}

const made = (name: TokenCheck, check: () => void): ExaminedRequestCheck =>
  madeCheck({ name, title: tokenChecks[name].title }, check);

/** Makes a check, and keeps its refusal. @throws anything but an `IdpError`, as it came */
export function madeCheck(
  { name, title }: { readonly name: string; readonly title: string },
  check: () => void,
): ExaminedRequestCheck {
  try {
    check();
    return { name, title };
  } catch (error) {
    return { name, title, ...refusalOf(error) };
  }
}

/** What Entra says of a request whose query has a parameter more than once, before anything in it is read. */
export const examineRepeated = (parameter: string): ExaminedRequestCheck =>
  madeCheck({ name: 'parameter', title: 'Each parameter is sent once' }, () => {
    throw aadsts(9000411, { parameter });
  });

/** @throws anything but an `IdpError`, as it came */
function refusalOf(error: unknown): Pick<ExaminedRequestCheck, 'refusal'> {
  if (!(error instanceof IdpError)) throw error;
  const { code, message, advice } = error;
  return { refusal: { code: `AADSTS${code}`, message, advice } };
}

/** As `checkIssuer`, for an application whose settings are known from elsewhere. @throws {IdpError} 700016 */
export function checkIdentifier(
  issuer: string,
  {
    identifiers,
    displayName,
    directory = displayName,
  }: Pick<KnownApplication, 'identifiers' | 'displayName' | 'directory'>,
): void {
  if (identifiers.length === 0 || identifiers.includes(issuer)) return;
  for (const name of identifiers) {
    const difference = nearMiss(issuer, name);
    if (difference === undefined) continue;
    const cause = `The Issuer of the request differs from ${name}, an Identifier of ${displayName}, only in ${difference}.`;
    throw aadsts(700016, { identifier: issuer, tenant: directory }, { cause });
  }
  throw aadsts(700016, { identifier: issuer, tenant: directory });
}

/** Settings that say nothing about the request are those with which Entra accepts it. */
function asApplication(
  { displayName, replyUrls, redirectUriSettings }: KnownApplication,
  { assertionConsumerServiceURL: asked = '', assertionConsumerServiceIndex: index }: AuthnRequest,
): SignInApplication {
  return {
    servicePrincipalId: '',
    tenantId: '',
    appId: displayName,
    displayName,
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    signingOption: '',
    signingAlgorithm: '',
    nameIdFormat: undefined,
    authnContextReporting: 'asCaptured',
    claims: undefined,
    groupClaims: undefined,
    hasRoleValues: false,
    replyUrls: replyUrls.length > 0 ? replyUrls : [asked],
    redirectUriSettings:
      redirectUriSettings ??
      (replyUrls.length > 0 || index === undefined ? [] : [{ index, uri: asked }]),
    signOnUrl: undefined,
    relayState: undefined,
    logoutUrl: undefined,
    primaryIdentifier: undefined,
    pairwiseSecret: '',
    checksDestination: false,
    checksIssueInstant: false,
    tokenEncryptionKeyId: undefined,
    tokenEncryptionMethod: 'aes256-cbc',
    activeKey: { keyId: '', notBefore: '', notAfter: '', isCustom: false },
    isSignedRequestRequired: false,
    allowsRsaSha1: false,
  };
}
