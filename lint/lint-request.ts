import {
  type BasicSaml,
  type ExaminedRequestCheck,
  examineAuthnRequest,
  examineLogoutRequest,
  examineRepeated,
} from '../idp/index.ts';
import { readAuthnRequest } from '../saml/authn-request.ts';
import { describeMessage } from '../saml/describe-message.ts';
import { SamlError } from '../saml/errors.ts';
import type { Finding } from './finding.ts';
import { formFindings } from './rules/form-rules.ts';
import {
  instantAdvice,
  relayStateAdvice,
  requestAdvice,
  schemaAdvice,
} from './rules/request-advice.ts';
import { signatureFindings } from './rules/signature-rules.ts';
import { repeatedIn, type SentMessage, samlRequestOf } from './sent-message.ts';
import { singleSignOut, sourceOfCheck } from './sources.ts';

/** Checks that need a lab's own settings, so they say nothing about the request. */
const ofTenant: readonly string[] = ['application-enabled', 'signing-key'];

/** What a request is judged by. */
export interface Circumstances {
  /** Basic SAML Configuration of the application in Entra; an empty list: not known. */
  readonly registration: BasicSaml;
  readonly now: Date;
}

/** Where Entra listens; the tenant does not matter to the checks. */
const ADDRESS = 'https://login.microsoftonline.com/common/saml2';

/** What Entra would not accept of an AuthnRequest: the checks of the identity provider first, in its order. */
export function lintAuthnRequest(
  message: SentMessage,
  { registration, now }: Circumstances,
): Finding[] {
  const { identifierUris, replyUrls, redirectUriSettings } = registration;
  const checks = examineAuthnRequest(
    { ...samlRequestOf(message), address: message.address ?? ADDRESS, now },
    {
      ...application(registration),
      replyUrls,
      redirectUriSettings:
        replyUrls.length === 0
          ? undefined
          : redirectUriSettings?.flatMap(({ uri, index }) =>
              index === undefined || index === null ? [] : [{ uri, index }],
            ),
    },
  );
  const refused = [...repeated(message), ...refusals(checks, false)];
  const request = readable(() => readAuthnRequest(message.xml));
  if (!request) return refused;
  const { issuer = '', assertionConsumerServiceURL: acs } = request;
  // What the request names must be registered, so the form must take it.
  const named = {
    identifierUris: identifierUris.includes(issuer) || issuer === '' ? [] : [issuer],
    replyUrls: acs === undefined || replyUrls.includes(acs) ? [] : [acs],
  };
  return [
    ...refused,
    ...formFindings(named).filter(({ found }) => found !== undefined),
    // A class that is no URI was refused already.
    ...requestAdvice(request).filter(
      ({ id }) => id !== 'authn-context-class' || !refused.some((one) => one.id === 'class-refs'),
    ),
    ...signatureFindings(message),
    ...relayStateAdvice(message.relayState),
    ...schemaAdvice(describeMessage(message.xml).schemaErrors),
  ];
}

/** What Entra would not accept of a LogoutRequest. */
export function lintLogoutRequest(
  message: SentMessage,
  { registration }: Circumstances,
): Finding[] {
  const known = application(registration);
  const refused = [
    ...repeated(message),
    ...refusals(examineLogoutRequest(samlRequestOf(message), known), true),
  ];
  const request = readable(() => describeMessage(message.xml));
  if (request?.kind !== 'LogoutRequest') return refused;
  return [
    ...refused,
    ...(message.binding === 'post' ? [byPost] : []),
    ...(registration.replyUrls.length > 0 && !registration.logoutUrl ? [noLogoutUrl] : []),
    ...instantAdvice(request.issueInstant ?? ''),
    ...relayStateAdvice(message.relayState),
    ...schemaAdvice(request.schemaErrors),
  ];
}

const application = ({ identifierUris }: BasicSaml) => ({
  displayName: identifierUris[0] ?? 'the application',
  directory: 'your directory',
  identifiers: identifierUris,
});

const refusals = (checks: readonly ExaminedRequestCheck[], logout: boolean): Finding[] =>
  checks.flatMap(({ name, refusal }) =>
    refusal === undefined || ofTenant.includes(name)
      ? []
      : [
          {
            id: name,
            severity: 'error' as const,
            code: refusal.code,
            sentence: refusal.message.replace(/^AADSTS\d+: /, ''),
            source: sourceOfCheck(name, refusal.code, logout),
            fix: refusal.advice,
          },
        ],
  );

function repeated({ rawQuery = '' }: SentMessage): Finding[] {
  const parameter = repeatedIn(rawQuery);
  return parameter === undefined ? [] : refusals([examineRepeated(parameter)], false);
}

function readable<Message>(read: () => Message): Message | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SamlError) return undefined;
    throw error;
  }
}

const byPost: Finding = {
  id: 'logout-binding',
  severity: 'error',
  sentence: 'Entra supports HTTP-Redirect for single sign-out, and not HTTP-POST.',
  found: 'HTTP-POST',
  source: singleSignOut('Overview'),
  fix: 'Send LogoutRequests by HTTP-Redirect.',
};

const noLogoutUrl: Finding = {
  id: 'logout-url-missing',
  severity: 'warning',
  sentence:
    'The application has no Logout Url, so the user ends on a page of Entra and the service provider gets no LogoutResponse.',
  source: singleSignOut('Overview'),
  fix: 'Register the address of the SingleLogoutService for HTTP-Redirect as Logout Url.',
};
