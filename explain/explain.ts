import type { Capture } from './capture/captured-message.ts';
import { type Cause, findCauses } from './causes/find-causes.ts';
import { type Circumstances, circumstancesOf } from './circumstances.ts';
import type { Given } from './given.ts';
import { type JoinedMessages, joinMessages } from './join-messages.ts';
import { type JudgedRequest, judgeRequest } from './judge-request.ts';
import { type JudgedResponse, judgeResponse } from './judge-response.ts';
import { readMessages, type UnreadableOf } from './read-messages.ts';
import { type SignatureFinding, signatureFindings } from './signatures/signature-finding.ts';
import { type Repair, whatChanged } from './signatures/what-changed.ts';

/** One sign-in or sign-out of a capture, and all that can be said about it. */
export interface ExplainedExchange extends JoinedMessages {
  readonly circumstances: Circumstances;
  /** Of the response, else of the request. */
  readonly signatures: readonly SignatureFinding[];
  /** What was done to the response after it was signed, if that can be told. */
  readonly repair: Repair | undefined;
  /** Of a sign-in with a request. */
  readonly judgedRequest: JudgedRequest | undefined;
  /** Of a sign-in with a response. */
  readonly judged: JudgedResponse | undefined;
  readonly causes: readonly Cause[];
}

export interface ExplainedFile extends Pick<Capture, 'name' | 'kind' | 'notes'> {
  /** SAML messages in it. */
  readonly messages: number;
}

export interface Explanation {
  readonly files: readonly ExplainedFile[];
  readonly exchanges: readonly ExplainedExchange[];
  readonly unreadable: readonly UnreadableOf[];
}

/**
 * Explains the messages of some captures: joins them into sign-ins, verifies, decrypts, makes the checks of both sides as of the captured time, and
 * looks for causes. Nothing is sent anywhere.
 */
export function explain(captures: readonly Capture[], given: Given): Explanation {
  const { messages, unreadable } = readMessages(captures);
  return {
    files: captures.map(({ name, kind, notes, messages: found }) => ({
      name,
      kind,
      notes,
      messages: found.length,
    })),
    exchanges: joinMessages(messages).map((joined) => explainOne(joined, given)),
    unreadable,
  };
}

function explainOne(joined: JoinedMessages, given: Given): ExplainedExchange {
  const { kind, request, response } = joined;
  const circumstances = circumstancesOf(joined, given);
  const judged =
    response && kind === 'sign-in'
      ? judgeAnswer(response, joined, circumstances, given)
      : undefined;
  const judgedRequest =
    request && kind === 'sign-in' ? judgeRequest(request, circumstances, given) : undefined;
  const own = response ?? request;
  const signatures =
    judged?.signatures ??
    (own && !own.masked ? signatureFindings(own.xml, given.certificates) : []);
  const causes = findCauses({
    joined,
    circumstances,
    signatures: response ? signatures : [],
    repair: judged?.repair,
    judged: judged?.result,
    requestRefusals: judgedRequest?.refusals ?? [],
    certificatesGiven: given.certificates.length > 0,
    keysGiven: given.keys.length > 0,
  });
  return {
    ...joined,
    circumstances,
    signatures,
    repair: judged?.repair,
    judgedRequest,
    judged: judged?.result,
    causes,
  };
}

function judgeAnswer(
  response: NonNullable<JoinedMessages['response']>,
  joined: JoinedMessages,
  circumstances: Circumstances,
  given: Given,
) {
  const outer = signatureFindings(response.xml, given.certificates);
  const result = judgeResponse(response, joined, circumstances, { given, signatures: outer });
  if (response.masked) return { signatures: [], result, repair: undefined };
  // Entra signs the assertion before it encrypts it.
  const inner = result.decrypted ? signatureFindings(result.decrypted, given.certificates) : [];
  const signatures = [...outer, ...inner.filter(({ parent }) => parent === 'Assertion')];
  const wrong = signatures.some(({ verdict }) => verdict === 'changed' || verdict === 'broken');
  return { signatures, result, repair: wrong ? whatChanged(response.xml) : undefined };
}
