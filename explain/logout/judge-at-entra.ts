import { statusCode } from '../../saml/names.ts';
import type { Given } from '../given.ts';
import type { JoinedMessages } from '../join-messages.ts';
import type { JudgedRequest } from '../judge-request.ts';
import type { ReadMessage } from '../read-messages.ts';

interface LogoutCheck {
  readonly name: string;
  /** True when it passes. */
  readonly title: string;
  readonly kinds: readonly ('LogoutRequest' | 'LogoutResponse')[];
  /** Undefined when it passes. */
  readonly fault: (facts: Facts) => Fault | undefined;
}

interface Facts {
  readonly message: ReadMessage;
  readonly request: ReadMessage | undefined;
  readonly given: Given;
}

interface Fault {
  /** Of Entra, where it is known; else the name of the check. */
  readonly code?: string;
  readonly message: string;
  readonly advice: string;
}

const both = ['LogoutRequest', 'LogoutResponse'] as const;

/**
 * What Entra requires of a logout message (entra-saml.md 4). It compares no Destination, no IssueInstant and no NotOnOrAfter, needs no
 * SessionIndex and no signature, and does not use the value of the NameID, so none of these is checked.
 */
const checks: readonly LogoutCheck[] = [
  {
    name: 'logout-binding',
    title: 'The message is sent by HTTP-Redirect',
    kinds: both,
    fault: ({ message: { binding } }) =>
      binding === 'HTTP-POST'
        ? {
            message:
              'The message is sent by HTTP-POST. Entra takes messages of single logout by HTTP-Redirect only.',
            advice: 'Send it by HTTP-Redirect, to the Logout URL of the application.',
          }
        : undefined,
  },
  {
    name: 'logout-schema',
    title: 'The message follows the SAML schema',
    kinds: both,
    fault: ({ message: { says } }) =>
      // A missing NameID has a code of its own.
      says.schemaErrors.length > 0 && (says.kind === 'LogoutResponse' || says.nameID !== undefined)
        ? {
            code: 'AADSTS75005',
            message: `AADSTS75005: The request is not a valid SAML 2.0 protocol message. ${says.schemaErrors.slice(0, 3).join(' ')}`,
            advice:
              'Correct the message at the element that the schema names. An ID must not begin with a digit.',
          }
        : undefined,
  },
  {
    name: 'logout-version',
    title: 'The Version is 2.0',
    kinds: both,
    fault: ({ message: { says } }) =>
      says.version === '2.0'
        ? undefined
        : {
            message: `The Version is ${says.version ?? 'missing'}, not 2.0.`,
            advice: 'Send SAML 2.0.',
          },
  },
  {
    name: 'logout-issuer',
    title: 'The Issuer is an Identifier of the application',
    kinds: both,
    fault: ({ message: { says }, given: { serviceProvider } }) =>
      says.issuer === undefined || (serviceProvider && says.issuer !== serviceProvider.entityId)
        ? {
            code: 'AADSTS700016',
            message: `AADSTS700016: Application with identifier '${says.issuer ?? ''}' was not found in the directory.`,
            advice:
              'Send the Identifier (Entity ID) of the application as Issuer, the same as in the AuthnRequest.',
          }
        : undefined,
  },
  {
    name: 'logout-name-id',
    title: 'A NameID is there',
    kinds: ['LogoutRequest'],
    fault: ({ message: { says } }) =>
      says.nameID === undefined
        ? {
            code: 'AADSTS7500530',
            message: 'AADSTS7500530: SAML NameId cannot be null.',
            advice:
              'Send the NameID of the sign-in. Entra requires the element and does not use its value.',
          }
        : undefined,
  },
  {
    name: 'logout-in-response-to',
    title: 'The response answers the request',
    kinds: ['LogoutResponse'],
    fault: ({ message: { says }, request }) =>
      says.inResponseTo === undefined || (request && request.says.id !== says.inResponseTo)
        ? {
            message: `InResponseTo is ${says.inResponseTo ?? 'missing'}, and not the ID of the LogoutRequest (SAML Core 3.2.2).`,
            advice: 'Send the ID of the LogoutRequest as InResponseTo.',
          }
        : undefined,
  },
  {
    name: 'logout-status',
    title: 'The service provider reports success',
    kinds: ['LogoutResponse'],
    fault: ({ message: { says } }) =>
      says.status?.code === statusCode.success
        ? undefined
        : {
            message: `The service provider did not sign the user out: ${[says.status?.code, says.status?.subcode, says.status?.message].filter(Boolean).join(' > ')}.`,
            advice:
              'Look into the log of the service provider: it may not know the session, or not trust the signature.',
          },
  },
];

/** What Entra says about a logout message of a service provider. */
export function judgeAtEntra(
  message: ReadMessage,
  { request }: JoinedMessages,
  given: Given,
): JudgedRequest {
  const kind = message.says.kind === 'LogoutRequest' ? 'LogoutRequest' : 'LogoutResponse';
  const facts = { message, request: request === message ? undefined : request, given };
  const made = checks
    .filter(({ kinds }) => kinds.includes(kind))
    .map(({ name, title, fault }) => {
      const found = fault(facts);
      return { name, title, ...(found && { refusal: { code: name, ...found } }) };
    });
  return {
    checks: made,
    refusals: made.flatMap(({ refusal }) => refusal ?? []),
    assumptions: given.serviceProvider
      ? []
      : [
          'The Identifier of the application is not known: the Issuer of the message is taken for it.',
        ],
  };
}
