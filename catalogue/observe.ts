import type { Observation, Run } from './case.ts';
import { hostileIdentity } from './response-spec.ts';
import type { Answer, UserAgent } from './stage.ts';

/** What a probe saw. Both names may be there, or neither where it does not say whose the session is. */
export interface Seen {
  readonly signedIn: boolean;
  /** The honest identity is named. */
  readonly honest: boolean;
  /** Somebody else is. */
  readonly hostile: boolean;
}

/** Whether there is a session, and whether it is one that nobody signed for. */
export function outcomeOf(
  { signedIn, honest, hostile }: Seen,
  { forged, bothSigned }: Pick<Run, 'forged' | 'bothSigned'>,
): Observation['outcome'] {
  if (!signedIn) return 'none';
  if (bothSigned) return 'session';
  return (forged ? honest : hostile) ? 'hostile' : 'session';
}

/**
 * Judges a user agent by its session, not by a status code: many service providers refuse with 200 (SAML Bindings 3.5.6).
 *
 * @param note one sentence about what was done.
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
