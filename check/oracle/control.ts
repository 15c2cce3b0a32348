import type { Answer, Stage } from '../../catalogue/index.ts';
import { visibleText } from '../agent/answer.ts';
import { where } from '../agent/exchange.ts';
import { maskText } from '../agent/mask.ts';
import type { SessionState } from '../subject/session-probe.ts';
import type { RunStage } from './run-stage.ts';
import type { CheckAgent } from './user-agent.ts';

export interface ControlResult {
  /** Undefined if the control sign-in succeeded, otherwise sentences on what happened. */
  readonly failure: string | undefined;
  readonly session: SessionState;
  /** What the service provider answered to the response. */
  readonly answer: Answer;
  readonly agent: CheckAgent;
  /** No browser keeps a cookie that it set, which explains the failure. */
  readonly losesCookie?: boolean;
}

/**
 * One valid sign-in in a fresh browser.
 *
 * @param sign makes the message; signed with the trusted key by default.
 * @throws {ExchangeError} when a request gets no answer within the limits
 * @throws {CheckFault} as `Browser.start` does
 */
export async function playControl(
  stage: RunStage,
  sign: Stage['honest'] = (spec) => stage.honest(spec),
): Promise<ControlResult> {
  const agent = await stage.newUserAgent();
  const spec = await agent.begin();
  const answer = await agent.post(spec, await sign(spec));
  const session = await agent.whoami();
  if (session.signedIn && !session.hostile) return { failure: undefined, session, answer, agent };
  const lost = (await agent.withheldCookies()).find(({ when }) => when === 'never');
  const sentences = [
    `A valid response to ${spec.sp.acs} opened no session.`,
    `The service provider responded with status ${answer.status} at ${where(answer.url)}${said(answer)}${answer.check ? ` (check "${answer.check}")` : ''}.`,
    session.hostile
      ? `--whoami shows another user than --name-id${said(session.answer)}.`
      : `--whoami responded with status ${session.answer.status}${said(session.answer)}.`,
    ...(lost
      ? [
          `Browsers do not keep the cookie "${lost.name}": SameSite=None needs Secure. Set the cookie with both.`,
        ]
      : []),
  ];
  return { failure: sentences.join(' '), session, answer, agent, losesCookie: lost !== undefined };
}

/** Its title, or the begin of its text, without secrets. */
function said(answer: Answer): string {
  const text = answer.title || maskText(visibleText(answer, 160));
  return text ? `: "${text}"` : '';
}
