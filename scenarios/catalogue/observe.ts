import type { Observation } from './case.ts';
import { hostileIdentity } from './response-spec.ts';
import type { Answer, UserAgent } from './stage.ts';

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
