import { deflateRawSync } from 'node:zlib';
import { type ExaminedRequestCheck, examineLogoutRequest } from '../../idp/index.ts';
import { statusCode } from '../../saml/names.ts';
import type { Given } from '../given.ts';
import type { JoinedMessages } from '../join-messages.ts';
import type { JudgedRequest } from '../judge-request.ts';
import { judgeRequestSignature, signedRequestsAssumed } from '../judge-request-signature.ts';
import type { ReadMessage } from '../read-messages.ts';

/** What Entra says about a logout message of a service provider. */
export function judgeAtEntra(
  message: ReadMessage,
  { request, response }: JoinedMessages,
  { given, now }: { readonly given: Given; readonly now: Date },
): JudgedRequest {
  const isRequest = message.says.kind === 'LogoutRequest';
  // A LogoutResponse says that Entra took the request.
  const signature = isRequest && !response ? judgeRequestSignature(message, now, given) : undefined;
  const checks = [
    binding(message),
    ...(isRequest
      ? [...requestChecks(message, given), ...(signature ? [signature] : [])]
      : [issuer(message, given), answers(message, request), status(message)]),
  ];
  return {
    checks,
    refusals: checks.flatMap(({ refusal }) => refusal ?? []),
    assumptions: [
      ...(given.serviceProvider
        ? []
        : [
            'The Identifier of the application is not known: the Issuer of the message is taken for it.',
          ]),
      ...(signature ? [signedRequestsAssumed] : []),
    ],
  };
}

/** Those of the mock itself; the encoding as captured is in the report. */
const requestChecks = ({ xml }: ReadMessage, { serviceProvider }: Given): ExaminedRequestCheck[] =>
  examineLogoutRequest(
    { SAMLRequest: deflateRawSync(xml).toString('base64'), binding: 'redirect' },
    {
      displayName: serviceProvider?.entityId ?? 'the application',
      identifiers: serviceProvider ? [serviceProvider.entityId] : [],
    },
  );

/** A check that Entra has no known code for is named by itself. */
function check(
  name: string,
  title: string,
  fault: { readonly message: string; readonly advice: string } | undefined,
): ExaminedRequestCheck {
  return { name, title, ...(fault && { refusal: { code: name, ...fault } }) };
}

const binding = ({ binding: by }: ReadMessage) =>
  check(
    'logout-binding',
    'The message is sent by HTTP-Redirect',
    by === 'HTTP-POST'
      ? {
          message:
            'The message is sent by HTTP-POST. Entra takes messages of single logout by HTTP-Redirect only.',
          advice: 'Send it by HTTP-Redirect, to the Logout URL of the application.',
        }
      : undefined,
  );

const issuer = ({ says }: ReadMessage, { serviceProvider }: Given) =>
  check(
    'logout-issuer',
    'The Issuer is an Identifier of the application',
    says.issuer === undefined || (serviceProvider && says.issuer !== serviceProvider.entityId)
      ? {
          message: `The Issuer is ${says.issuer ?? 'missing'}, which is no Identifier of the application.`,
          advice: 'Send the Identifier (Entity ID) of the application as Issuer.',
        }
      : undefined,
  );

const answers = ({ says }: ReadMessage, request: ReadMessage | undefined) =>
  check(
    'logout-in-response-to',
    'The response answers the request',
    says.inResponseTo === undefined || (request && request.says.id !== says.inResponseTo)
      ? {
          message: `InResponseTo is ${says.inResponseTo ?? 'missing'}, and not the ID of the LogoutRequest (SAML Core 3.2.2).`,
          advice: 'Send the ID of the LogoutRequest as InResponseTo.',
        }
      : undefined,
  );

const status = ({ says }: ReadMessage) =>
  check(
    'logout-status',
    'The service provider reports success',
    says.status?.code === statusCode.success
      ? undefined
      : {
          message: `The service provider did not sign the user out: ${[says.status?.code, says.status?.subcode, says.status?.message].filter(Boolean).join(' > ')}.`,
          advice:
            'Look into the log of the service provider: it may not know the session, or not trust the signature.',
        },
  );
