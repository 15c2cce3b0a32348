import {
  hostileIdentity,
  Inconclusive,
  type MessageMaker,
  type MessageRun,
  type Milder,
  NotShown,
  type Observation,
  outcomeOf,
} from '../../catalogue/index.ts';
import type { SessionState } from '../subject/session-probe.ts';
import type { Expectation } from './judge.ts';
import type { RunStage } from './run-stage.ts';

/**
 * Sends the message of a run in a fresh browser.
 *
 * @throws {NotShown} when a neighbouring message shows that another check decided
 * @throws {Inconclusive} when the whoami response does not show whose session it is, and that decides
 * @throws {ExchangeError} when there is no answer within the limits
 */
export async function playMessage(
  run: MessageRun,
  expected: Expectation,
  stage: RunStage,
): Promise<Observation> {
  const agent = await stage.newUserAgent();
  const honest = await agent.begin();
  const answer = await agent.post(honest, await run.message(honest));
  const session = await agent.whoami();
  const { signedIn } = session;
  if (isAmbiguous(session, expected))
    throw new Inconclusive(
      'There is a session, but the whoami response does not show for which user: make it show the name, or set --success to a JSON pointer to it.',
    );
  const outcome = outcomeOf(session, run);
  await assertShown(run, expected, outcome, stage);
  const signersOwn = expected.forged && session.hostile && session.text.includes(hostileIdentity);
  return {
    outcome,
    ...(signersOwn && { milder: signersSession }),
    check: answer.check,
    note: `The service provider responded with status ${answer.status} and opened ${signedIn ? 'a' : 'no'} session.`,
  };
}

/**
 * Makes sure that the check that the run is about decided, and no other one.
 *
 * @throws {NotShown} when a neighbouring message shows that another check decided
 */
async function assertShown(
  { validTwin, withoutTrick }: MessageRun,
  { verdict }: Expectation,
  outcome: Observation['outcome'],
  stage: RunStage,
): Promise<void> {
  if (verdict !== 'reject') return;
  const opensSession = async (message: MessageMaker) => {
    const agent = await stage.newUserAgent();
    const honest = await agent.begin();
    await agent.post(honest, await message(honest));
    return (await agent.whoami()).signedIn;
  };
  if (outcome === 'none' && validTwin && !(await opensSession(validTwin)))
    throw new NotShown(
      'It also refuses a valid message with the same feature, so another check may have refused this one.',
    );
  if (outcome !== 'none' && withoutTrick && (await opensSession(withoutTrick.message)))
    throw new NotShown(
      `It accepts the same message without the trick as well: that is the finding of ${withoutTrick.of}.`,
      withoutTrick.of,
    );
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
