import { randomUUID } from 'node:crypto';
import type { Answer, Message, ResponseSpec } from '../../catalogue/index.ts';
import {
  type Exchange,
  type ExchangeAnswer,
  type ExchangeMessage,
  MAX_TEXT,
} from '../../exchanges/exchange.ts';
import { describeMessage } from '../../saml/describe-message.ts';
import { visibleText } from '../agent/answer.ts';
import { maskText, maskUrl } from '../agent/mask.ts';
import type { SentRequest } from '../agent/sent-request.ts';
import type { RunRecorder } from './run-recorder.ts';
import { formFields } from './user-agent.ts';

/**
 * The last sign-in of a record as an exchange that failed. The check is the identity provider, and only the answer is known of the service provider.
 *
 * @param name of the service provider
 * @param failure sentences on what happened
 * @returns undefined when no Response was sent
 */
export function controlExchange(
  recorder: RunRecorder,
  { name, failure }: { readonly name: string; readonly failure: string },
): Exchange | undefined {
  const { sending } = recorder;
  if (!sending) return undefined;
  const { answering, message } = sending;
  const answer = recorder.posts.find((post) => post.answering === answering)?.answer;
  const requested = recorder.requests.find(({ request }) => request.id === answering.inResponseTo);
  const at = answering.now.toISOString();
  return {
    version: 1,
    id: randomUUID(),
    kind: requested ? 'sign-in' : 'launch',
    startedAt: at,
    durationMs: 0,
    application: { name: cut(name) },
    identityProvider: { name: 'samlab check' },
    user: cut(answering.assertion.nameIdValue),
    outcome: 'failure',
    refusal: { by: 'sp', code: answer?.check ?? 'no_session', message: cut(failure) },
    ...(requested && { request: requestMessage(requested, at) }),
    response: responseMessage(answering, message, at),
    ...(answer && { answer: shownAnswer(answer) }),
    checks: [],
    claims: claimsIn(message),
    cookies: [],
    redirects: [],
    timeline: timeline(at, { answering, requested, answer }),
  };
}

const cut = (text: string) => text.slice(0, MAX_TEXT);

const requestMessage = ({ destination, relayState, sent }: SentRequest, at: string) => ({
  parameter: 'SAMLRequest' as const,
  ...sent,
  address: cut(destination),
  ...(relayState !== undefined && { relayState: cut(relayState) }),
  at,
});

function responseMessage(answering: ResponseSpec, message: Message, at: string): ExchangeMessage {
  const { SAMLResponse: value = '', RelayState: relayState } = Object.fromEntries(
    formFields(answering, message),
  );
  return {
    parameter: 'SAMLResponse',
    binding: 'HTTP-POST',
    address: cut(answering.sp.acs),
    value,
    ...(relayState !== undefined && { relayState: cut(relayState) }),
    at,
  };
}

function shownAnswer(answer: Answer): ExchangeAnswer {
  const [title, text] = [maskText(answer.title), maskText(visibleText(answer))];
  return {
    by: 'sp',
    status: answer.status,
    address: cut(maskUrl(answer.url)),
    ...(title !== '' && { title: cut(title) }),
    ...(text !== '' && { text: cut(text) }),
  };
}

/** Those of the signed assertion, which the check made itself. */
function claimsIn({ xml }: Message): Exchange['claims'] {
  const { assertions } = describeMessage(Buffer.from(xml));
  return assertions.flatMap(({ nameID, attributes }) => [
    ...(nameID ? [{ name: 'NameID', values: [cut(nameID.value)], reason: 'From --name-id' }] : []),
    ...attributes.map(({ name, values }) => ({
      name: cut(name),
      values: values.map(cut),
      reason: 'As Entra sends it by default, or a claim of the settings',
    })),
  ]);
}

function timeline(
  at: string,
  parts: {
    readonly answering: ResponseSpec;
    readonly requested: SentRequest | undefined;
    readonly answer: Answer | undefined;
  },
): Exchange['timeline'] {
  const { answering, requested, answer } = parts;
  const { sp, assertion } = answering;
  return [
    ...(requested
      ? [{ at, by: 'sp', what: 'Sent an AuthnRequest.', outcome: 'done' } as const]
      : []),
    {
      at,
      by: 'idp',
      what: cut(`samlab check sent a valid Response for ${assertion.nameIdValue} to ${sp.acs}.`),
      outcome: 'done',
    },
    {
      at,
      by: 'sp',
      what: answer
        ? cut(
            `Answered with status ${answer.status} at ${maskUrl(answer.url)}, and opened no session.`,
          )
        : 'Gave no answer.',
      outcome: 'refused',
    },
  ];
}
