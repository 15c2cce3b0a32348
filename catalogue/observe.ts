import type { Observation, Run } from './case.ts';
import { hostileIdentity } from './response-spec.ts';
import type { Answer, Seen, UserAgent } from './stage.ts';

/**
 * The user whom a whoami response names. One that names both says nothing: many applications list every claim they got.
 *
 * @param honest NameID of the test user
 */
export function userNamed(text: string, honest: string): Pick<Seen, 'honest' | 'hostile'> {
  const names = (name: string) => text.toLowerCase().includes(name.toLowerCase());
  const [isHonest, isHostile] = [names(honest), names(hostileIdentity)];
  return { honest: isHonest && !isHostile, hostile: isHostile && !isHonest };
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
  const seen = await agent.whoami();
  const both = seen.signedIn && !seen.hostile && seen.text.includes(hostileIdentity);
  return {
    outcome: outcomeOf(seen, {}),
    check: answer.check,
    note: both ? `${note} The whoami response also contains the marker ${hostileIdentity}.` : note,
  };
}
