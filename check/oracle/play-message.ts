import {
  assertShown,
  hostileIdentity,
  Inconclusive,
  type MessageRun,
  type Milder,
  NotShown,
  type Observation,
  outcomeOf,
  present,
} from '../../catalogue/index.ts';
import type { SessionState } from '../subject/session-probe.ts';
import type { Expectation } from './judge.ts';
import type { RunStage } from './run-stage.ts';

/**
 * Sends the message of a run in a fresh browser.
 *
 * @throws {NotShown} when a neighbouring message shows that another check decided, or the whoami response lists claims of both users
 * @throws {Inconclusive} when the whoami response does not show whose session it is, and that decides
 * @throws {ExchangeError} when there is no answer within the limits
 */
export async function playMessage(
  run: MessageRun,
  expected: Expectation,
  stage: RunStage,
): Promise<Observation> {
  const { agent, answer } = await present(stage, run);
  const session = await agent.whoami();
  const { signedIn } = session;
  if (isAmbiguous(session, expected)) {
    if (session.text.includes(hostileIdentity))
      throw new NotShown(
        'There is a session, but the whoami response names both users: set --success to a JSON pointer to the name, or to the text around it.',
      );
    throw new Inconclusive(
      'There is a session, but the whoami response does not show for which user: make it show the name, or set --success to a JSON pointer to it.',
    );
  }
  const outcome = outcomeOf(session, run);
  await assertShown(stage, run, expected.verdict, outcome);
  const signersOwn = expected.forged && session.hostile && session.text.includes(hostileIdentity);
  return {
    outcome,
    ...(signersOwn && { milder: signersSession }),
    check: answer.check,
    note: `The service provider responded with status ${answer.status} and opened ${signedIn ? 'a' : 'no'} session.`,
  };
}

/** A wrapping attack that only signed in the attacker, for whom the identity provider did sign. */
const signersSession: Milder = {
  severity: 'med',
  risk: 'Nobody was harmed: the session belongs to the user who was signed. A message that was tampered with should still be refused.',
  reason: 'Accepted a forged response, but the session belongs to the signer; nobody was harmed.',
};

/** Whether the session may be either right or the worst outcome, and nothing shows whose it is. */
const isAmbiguous = (
  { signedIn, honest, hostile }: SessionState,
  { forged, verdict }: Expectation,
) => signedIn && !honest && !hostile && forged && verdict !== 'reject';
