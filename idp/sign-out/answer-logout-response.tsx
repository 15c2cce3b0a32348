import type { FastifyReply } from 'fastify';
import { describeMessage, type MessageDescription } from '../../saml/describe-message.ts';
import { SamlError } from '../../saml/errors.ts';
import { ns } from '../../saml/names.ts';
import {
  type AnsweringParticipant,
  participantAsked,
  settleParticipant,
} from '../directory/sign-in/sign-outs.ts';
import { aadsts } from '../errors.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { checkReadableAs } from '../single-sign-on/checks/readable-message.ts';
import type { ArrivedLogout } from '../single-sign-on/saml2-route.ts';
import { judgeLogoutResponse, type Verdict } from './judge-logout-response.ts';
import { arrivedMessage, reportStep } from './report-sign-out.ts';
import { AnswerTakenPage } from './sign-out-pages.tsx';
import { stateWords } from './state-words.ts';

/** Shown in a frame of the sign-out page, and in no page of another site. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/**
 * Takes the LogoutResponse of an application that was told, in a frame of the sign-out page.
 *
 * @throws {IdpError} the codes of `checkReadable`; 50061 when no LogoutRequest waits for it
 */
export async function answerLogoutResponse(
  visit: SignInVisit,
  arrived: ArrivedLogout,
): Promise<FastifyReply> {
  const { context, reply } = visit;
  const { db } = context;
  const says = checkReadableAs(readLogoutResponse, arrived.value, arrived.binding);
  const asked = await participantAsked(db, says.inResponseTo ?? '');
  if (!asked)
    throw aadsts(50061, {
      reason: 'A SAMLResponse was sent, but no sign-out is in progress.',
    });
  const verdict = await judgeLogoutResponse(db, says, asked, arrived);
  const { fault } = verdict;
  const state = fault === undefined ? 'answered' : 'refused';
  // One that comes late counts as well: the page may have gone on.
  await settleParticipant(db, asked.requestId, { state, detail: fault ?? null }, [
    'waiting',
    'loaded',
    'silent',
  ]);
  reply
    .header('content-security-policy', policy)
    .header('x-frame-options', 'SAMEORIGIN')
    .page(<AnswerTakenPage name={asked.displayName} words={stateWords[state].words} />);
  report(visit, arrived, asked, verdict);
  return reply;
}

function report(
  visit: SignInVisit,
  arrived: ArrivedLogout,
  asked: AnsweringParticipant,
  { checks, fault }: Verdict,
): void {
  reportStep(visit, {
    toParticipant: true,
    // Not that of this request: the answer goes on with the exchange that the LogoutRequest began.
    correlationId: asked.correlationId,
    outcome: fault === undefined ? 'success' : 'failure',
    what: `Received a LogoutResponse. ${fault ?? 'The application signed the user out.'}`,
    did: fault === undefined ? 'done' : 'refused',
    application: asked,
    response: arrivedMessage(visit, arrived, visit.context.clock()),
    requestId: asked.requestId,
    checks,
    ...(fault !== undefined && {
      refusal: {
        by: 'sp' as const,
        code: checks.find(({ outcome }) => outcome === 'failed')?.name ?? '',
        message: fault,
        whatToDo:
          'Look into the log of the application: it may not know the session, or not trust the signature.',
      },
    }),
  });
}

/** @throws {SamlError} as `describeMessage`; `wrong_message` for another message */
function readLogoutResponse(xml: Uint8Array): MessageDescription {
  const said = describeMessage(xml);
  if (said.kind === 'LogoutResponse' && said.namespace === ns.protocol) return said;
  throw new SamlError('wrong_message', `A LogoutResponse was expected, not ${said.kind}.`);
}
