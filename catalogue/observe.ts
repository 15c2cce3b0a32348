import type { Observation, Run } from './case.ts';
import { hostileIdentity } from './response-spec.ts';
import type { Answer, UserAgent } from './stage.ts';

/** What the whoami response showed. It may name both users, or neither if it does not say whose session it is. */
export interface Seen {
  readonly signedIn: boolean;
  /** It names the test user. */
  readonly honest: boolean;
  /** It names another user. */
  readonly hostile: boolean;
}

/** Whether there is a session, and whether it is for a user for whom nothing was signed. */
export function outcomeOf(
  { signedIn, honest, hostile }: Seen,
  { forged, bothSigned }: Pick<Run, 'forged' | 'bothSigned'>,
): Observation['outcome'] {
  if (!signedIn) return 'none';
  if (bothSigned) return 'session';
  return (forged ? honest : hostile) ? 'hostile' : 'session';
}

/**
 * Judges a user agent by its session, not by the status code: many service providers refuse with 200 (SAML Bindings 3.5.6).
 *
 * @param note one sentence about what the run did.
 */
export async function observe(
  agent: UserAgent,
  answer: Answer,
  note: string,
): Promise<Observation> {
  const { signedIn, text } = await agent.whoami();
  const surfaced = signedIn && text.includes(hostileIdentity);
  const outcome = surfaced ? 'hostile' : signedIn ? 'session' : 'none';
  return { outcome, check: answer.check, note };
}
