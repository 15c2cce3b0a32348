import type { AuthnRequest } from '../../saml/authn-request.ts';
import { labelOf } from '../authentication-methods/modes.ts';
import type { TokenCheck } from '../single-sign-on/checks/table.ts';
import type { SignInOutcome } from './outcome.ts';

type Facts = Omit<SignInOutcome, 'read'> & { readonly read: Partial<AuthnRequest> };

const none = 'none is requested';

/** What each check found that passed; undefined where the request at hand does not show it. */
const found: Readonly<Record<TokenCheck, (facts: Facts) => string | undefined>> = {
  length: ({ url }) => `${url.length} characters`,
  tenant: ({ tenantId }) => tenantId ?? 'any tenant',
  parameter: ({ received }) =>
    received &&
    `one SAMLRequest, by ${received.binding === 'redirect' ? 'HTTP-Redirect' : 'HTTP-POST'}`,
  'login-hint': ({ url }) => (/[?&]login_hint=/.test(url) ? 'a login_hint' : 'no login_hint'),
  readable: ({ read }) => (read.id === undefined ? undefined : `an AuthnRequest`),
  'required-fields': ({ read }) =>
    read.version &&
    `Version ${read.version}, IssueInstant ${read.issueInstant}, Issuer ${read.issuer}`,
  'request-id': ({ read }) => read.id,
  'class-refs': ({ read }) => read.id && (read.requestedAuthnContext?.classRefs.join(', ') || none),
  subject: ({ read }) => read.id && 'no Subject',
  issuer: ({ read, application }) =>
    read.issuer && application && `${read.issuer}, of ${application.displayName}`,
  application: ({ application }) => application?.displayName,
  'request-signature': ({ read, application, verified }) => {
    if (verified)
      return `${verified.method.endsWith('sha1') ? 'RSA-SHA1' : 'RSA-SHA256'} by the verification certificate ${verified.thumbprint}`;
    if (!application || application.isSignedRequestRequired) return undefined;
    return read.id === undefined ? 'not required' : 'not required, so a signature is not looked at';
  },
  destination: ({ read }) => read.id && (read.destination ?? 'no Destination'),
  'issue-instant': ({ read }) => read.issueInstant,
  'reply-url': ({ read, posted }) =>
    posted?.action ??
    read.assertionConsumerServiceURL ??
    (read.assertionConsumerServiceIndex === undefined
      ? read.id && `${none}, so the default`
      : `the index ${read.assertionConsumerServiceIndex}`),
  'protocol-binding': ({ read }) => read.id && (read.protocolBinding ?? none),
  'name-id-policy': ({ read }) => read.id && (read.nameIDPolicy?.format ?? none),
  'authn-context-comparison': ({ read }) =>
    read.id && (read.requestedAuthnContext?.comparison ?? none),
  'application-enabled': ({ application }) =>
    application && `${application.displayName} is enabled`,
  'signing-key': ({ application }) =>
    application?.activeKey &&
    `a certificate that is valid until ${application.activeKey.notAfter.slice(0, 10)}`,
  scoping: ({ read }) => read.id && 'no Scoping',
  'home-tenant': ({ user }) =>
    user ? `${user.userPrincipalName}, tenant ${user.tenantId}` : 'no session',
  'no-page': ({ read }) =>
    read.id && (read.isPassive ? 'no page is needed' : 'IsPassive is not set'),
  'user-enabled': ({ user }) => user?.userPrincipalName,
  assignment: ({ user, application }) =>
    application &&
    (application.appRoleAssignmentRequired
      ? user && `${user.userPrincipalName} is assigned`
      : 'no assignment is required'),
  'conditional-access': ({ access }) =>
    access &&
    (access.applied.length === 0
      ? 'no policy applies'
      : access.applied.map(({ displayName, result }) => `${displayName}: ${result}`).join(', ')),
  'authentication-method': ({ methods }) => methods?.modes.map(labelOf).join(', '),
  audience: ({ read, application }) => read.issuer ?? application?.primaryIdentifier,
};

/** What a check that passed compared, in words of the messages; undefined where this request does not show it. */
export const foundBy = (check: TokenCheck, outcome: SignInOutcome): string | undefined =>
  found[check]({ ...outcome, read: outcome.read ?? {} }) || undefined;
