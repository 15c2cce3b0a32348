import type { AuthnRequest } from '../../saml/authn-request.ts';
import { SamlError } from '../../saml/errors.ts';
import { parseInstant } from '../../saml/instant.ts';
import { authnContextClass, nameIdFormat } from '../../saml/names.ts';
import type { Finding } from '../finding.ts';
import { bindings, core, errorCodes, singleSignOn } from '../sources.ts';

/** What Entra accepts in an AuthnRequest and ignores, or refuses for some users. */
export function requestAdvice(request: AuthnRequest): Finding[] {
  const { issueInstant = '', nameIDPolicy } = request;
  return [
    ...instantAdvice(issueInstant),
    ...indexAdvice(request),
    ...contextAdvice(request),
    ...(nameIDPolicy?.format === nameIdFormat.transient ? [transient] : []),
  ];
}

/** @param schemaErrors of the message, as the validator says them */
export function schemaAdvice(schemaErrors: readonly string[]): Finding[] {
  const [first, ...more] = schemaErrors;
  if (first === undefined) return [];
  return [
    {
      id: 'schema',
      severity: 'warning',
      sentence: `The message violates the schema of SAML, which Entra tolerates in most places and other identity providers do not${more.length > 0 ? `; this is the first of ${more.length + 1} violations` : ''}.`,
      found: first.slice(0, 300),
      source: core('Protocol schema'),
      fix: 'Correct what the validator names.',
    },
  ];
}

/** In bytes (SAML Bindings 3.4.3, 3.5.3). */
const MAX_RELAY_STATE = 80;

export function relayStateAdvice(relayState = ''): Finding[] {
  const bytes = Buffer.byteLength(relayState);
  if (bytes <= MAX_RELAY_STATE) return [];
  return [
    {
      id: 'relay-state-length',
      severity: 'note',
      sentence: `RelayState has ${bytes} bytes, and the standard allows ${MAX_RELAY_STATE}; for Entra no limit is documented.`,
      source: bindings('3.4.3'),
      fix: 'Send a short key, and keep the rest at the service provider.',
    },
  ];
}

export function instantAdvice(issueInstant: string): Finding[] {
  try {
    parseInstant(issueInstant);
    return [];
  } catch (error) {
    if (!(error instanceof SamlError) || issueInstant === '') return [];
    return [
      {
        id: 'issue-instant-form',
        severity: 'warning',
        sentence:
          'Entra expects an IssueInstant in UTC in the round-trip format ("o"), though it does not evaluate it.',
        found: issueInstant.slice(0, 100),
        source: singleSignOn('AuthnRequest, IssueInstant'),
        fix: 'Send the current time as 2026-01-31T08:00:00Z.',
      },
    ];
  }
}

function indexAdvice({
  assertionConsumerServiceURL,
  assertionConsumerServiceIndex: index,
}: AuthnRequest): Finding[] {
  if (assertionConsumerServiceURL !== undefined) return [];
  if (index === undefined)
    return [
      {
        id: 'default-reply-url',
        severity: 'note',
        sentence:
          'The request names no AssertionConsumerServiceURL, so the response goes to the default Reply URL of the application.',
        source: singleSignOn('AuthnRequest, AssertionConsumerServiceURL'),
        fix: 'Send AssertionConsumerServiceURL if the application has several Reply URLs.',
      },
    ];
  return [
    {
      id: 'reply-url-by-index',
      severity: 'warning',
      sentence:
        'AssertionConsumerServiceIndex is not among the attributes that Entra documents, and it ignores the others: the response may go to the default Reply URL.',
      found: String(index),
      source: singleSignOn('AuthnRequest'),
      fix: 'Send AssertionConsumerServiceURL instead.',
    },
  ];
}

/** Classes that any method satisfies. */
const anyMethod: readonly string[] = [
  authnContextClass.unspecified,
  authnContextClass.entraUnspecified,
];

/** Classes that Entra lists, or puts into assertions (entra-saml.md 1.4, 10.1). */
const issuable: readonly string[] = Object.values(authnContextClass);

const unknownClass = (classRefs: readonly string[]): Finding => ({
  id: 'authn-context-class',
  severity: 'warning',
  code: 'AADSTS75011',
  sentence:
    "Authentication method by which the user authenticated with the service doesn't match requested authentication method: Entra knows none of the requested classes, so every user gets this error.",
  found: classRefs.join(', ').slice(0, 300),
  source: singleSignOn('RequestedAuthnContext'),
  fix: 'Leave RequestedAuthnContext out; to require a second factor, use a Conditional Access policy.',
});

function contextAdvice({ requestedAuthnContext, forceAuthn }: AuthnRequest): Finding[] {
  const classRefs = requestedAuthnContext?.classRefs ?? [];
  if (classRefs.length === 0 || classRefs.some((one) => anyMethod.includes(one))) return [];
  if (!classRefs.some((one) => issuable.includes(one))) return [unknownClass(classRefs)];
  if (forceAuthn) return [];
  return [
    {
      id: 'authn-context-method',
      severity: 'warning',
      code: 'AADSTS75011',
      sentence:
        "Authentication method by which the user authenticated with the service doesn't match requested authentication method: a user whose session was made otherwise (a second factor, a certificate, Windows) gets this error, and Entra does not ask again.",
      found: classRefs.join(', ').slice(0, 300),
      source: errorCodes('AADSTS75011'),
      fix: 'Leave RequestedAuthnContext out, or send ForceAuthn="true" with it.',
    },
  ];
}

const transient: Finding = {
  id: 'name-id-transient',
  severity: 'note',
  sentence:
    'With a transient NameID the user has another name at each sign-in, so it cannot identify an account.',
  found: nameIdFormat.transient,
  source: singleSignOn('NameIDPolicy'),
  fix: 'Find the account by a claim, or request emailAddress or persistent.',
};
