import type { Observation, PlayedRun } from '../case.ts';
import {
  NotPlayable,
  type SentFinding,
  type SentKind,
  type Stage,
  type UserAgent,
} from '../stage.ts';
import { signIn } from '../web/sign-in.ts';

interface Rules {
  /** Findings of these rules are about this run, and no others. */
  readonly ids: readonly string[];
  /** What a message without a finding does, as a sentence. */
  readonly accepted: string;
}

/** Starts a sign-in, and asks what Entra would say of the AuthnRequest. */
export const request = (rules: Rules): PlayedRun['play'] => judged('AuthnRequest', rules, begin);

/** Signs in and out, and asks what Entra would say of the LogoutRequest. */
export const logout = (rules: Rules): PlayedRun['play'] => judged('LogoutRequest', rules, leave);

const judged =
  (kind: SentKind, { ids, accepted }: Rules, start: (stage: Stage) => Promise<UserAgent>) =>
  async (stage: Stage): Promise<Observation> => {
    const agent = await start(stage);
    if (!agent.judgeSent)
      throw new NotPlayable('The check cannot read what this service provider sends.');
    const found = agent.judgeSent(kind).filter(({ id }) => ids.includes(id));
    if (found.length === 0) return { outcome: 'session', note: accepted, reason: accepted };
    const note = found.map(sentenceOf).join(' ');
    return { outcome: found.some(isRefused) ? 'harm' : 'session', note, reason: note };
  };

const isRefused = ({ severity }: SentFinding) => severity === 'error';

const sentenceOf = ({ code, sentence, found, fix }: SentFinding): string =>
  [
    code === undefined ? sentence : `${code}: ${sentence}`,
    ...(found === undefined ? [] : [`Sent: ${found}.`]),
    fix,
  ].join(' ');

async function begin(stage: Stage): Promise<UserAgent> {
  const agent = await stage.newUserAgent();
  await agent.begin();
  return agent;
}

/** @throws {NotPlayable} when the harness does not know how */
async function leave(stage: Stage): Promise<UserAgent> {
  const { agent } = await signIn(stage, await stage.newUserAgent());
  if (!agent.beginLogout)
    throw new NotPlayable(
      'The check does not know how this service provider starts a logout: set logout-url in the settings file.',
    );
  await agent.beginLogout();
  return agent;
}
