import type { Capture } from './capture/captured-message.ts';
import { type Cause, findCauses } from './causes/find-causes.ts';
import { type Circumstances, circumstancesOf } from './circumstances.ts';
import type { Given } from './given.ts';
import { type JoinedMessages, joinMessages } from './join-messages.ts';
import { type JudgedRequest, judgeRequest } from './judge-request.ts';
import { type JudgedResponse, judgeResponse } from './judge-response.ts';
import { judgeAtEntra } from './logout/judge-at-entra.ts';
import { judgeAtServiceProvider } from './logout/judge-at-service-provider.ts';
import { type ReadMessage, readMessages, type UnreadableOf } from './read-messages.ts';
import { type Sides, sidesOf } from './sides.ts';
import { type QuerySignature, querySignature } from './signatures/query-signature.ts';
import { type SignatureFinding, signatureFindings } from './signatures/signature-finding.ts';
import { type Repair, whatChanged } from './signatures/what-changed.ts';

/** One sign-in or sign-out of a capture, and all that can be said about it. */
export interface ExplainedExchange extends JoinedMessages {
  readonly circumstances: Circumstances;
  /** Of the response, else of the request. */
  readonly signatures: readonly SignatureFinding[];
  /** Of the request, where there is a response too. */
  readonly requestSignatures: readonly SignatureFinding[];
  /** Of messages by HTTP-Redirect. */
  readonly querySignatures: readonly QuerySignature[];
  /** What was done to the response after it was signed, if that can be told. */
  readonly repair: Repair | undefined;
  /** What Entra says about the message of the service provider. */
  readonly judgedRequest: JudgedRequest | undefined;
  /** What the service provider says about the message of the identity provider. */
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
  const { request, response } = joined;
  const sides = sidesOf(joined, given);
  const circumstances = circumstancesOf(joined, sides, given);
  const ofRequest = signaturesOf(request, sides, given);
  const judged = judgeIdp(joined, sides, circumstances, given);
  const judgedRequest = judgeSp(joined, sides, circumstances, given);
  const ofResponse =
    judged && sides.idp === response ? judged : signaturesOf(response, sides, given);
  const querySignatures = [request, response].flatMap(
    (message) => (message && queryOf(message, sides, given)) ?? [],
  );
  const { signatures } = response ? ofResponse : ofRequest;
  const causes = findCauses({
    joined,
    circumstances,
    signatures: response ? ofResponse.signatures : [],
    requestSignatures: ofRequest.signatures,
    querySignatures,
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
    requestSignatures: response ? ofRequest.signatures : [],
    querySignatures,
    repair: judged?.repair,
    judgedRequest,
    judged: judged?.result,
    causes,
  };
}

/** The service provider's checks on what the identity provider sent. */
function judgeIdp(
  joined: JoinedMessages,
  { idp }: Sides,
  circumstances: Circumstances,
  given: Given,
) {
  if (!idp) return undefined;
  if (joined.kind === 'sign-in') return judgeAnswer(idp, joined, circumstances, given);
  const signatures = idp.masked ? [] : signatureFindings(idp.xml, given.certificates);
  const result = judgeAtServiceProvider(idp, joined, circumstances, { given, signatures });
  return { signatures, result, repair: undefined };
}

/** Entra's checks on what the service provider sent. */
function judgeSp(
  joined: JoinedMessages,
  { sp }: Sides,
  circumstances: Circumstances,
  given: Given,
) {
  if (!sp) return undefined;
  return joined.kind === 'sign-in'
    ? judgeRequest(sp, circumstances, given, joined.response !== undefined)
    : judgeAtEntra(sp, joined, { given, now: circumstances.now });
}

function signaturesOf(message: ReadMessage | undefined, sides: Sides, given: Given) {
  if (!message || message.masked) return { signatures: [] };
  return { signatures: signatureFindings(message.xml, certificatesOf(message, sides, given)) };
}

function queryOf(message: ReadMessage, sides: Sides, given: Given): QuerySignature | undefined {
  return message.masked
    ? undefined
    : querySignature(message, certificatesOf(message, sides, given));
}

/** Those of the sender. Without metadata of the service provider, any given certificate may be its own. */
function certificatesOf(message: ReadMessage, { sp }: Sides, given: Given) {
  if (message !== sp) return given.certificates;
  const own = given.serviceProvider?.certificates ?? [];
  if (own.length > 0) return own;
  const isOwn = ({ verdict }: { verdict: string }) =>
    verdict === 'valid' || verdict === 're-encoded';
  const found = [
    ...signatureFindings(message.xml, given.certificates),
    ...[querySignature(message, given.certificates)].flatMap((each) => each ?? []),
  ];
  return found.some(isOwn) ? given.certificates : [];
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
