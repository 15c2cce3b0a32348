import type { CatalogueCase, Observation } from '../case.ts';
import { observe } from '../observe.ts';
import { NotShown, type Stage } from '../stage.ts';
import { signIn } from './sign-in.ts';

async function keptFromBefore(stage: Stage): Promise<Observation> {
  const agent = await stage.newUserAgent();
  await agent.begin();
  const attacker = await agent.fork();
  const { answer } = await signIn(stage, agent);
  const seen = await observe(
    attacker,
    answer,
    'Another browser had the cookies from before the sign-in.',
  );
  return { ...seen, check: undefined };
}

/** Another value of the same length and alphabet. */
const lookalike = (value: string): string =>
  value.replace(/[a-z]/g, 'e').replace(/[A-Z]/g, 'E').replace(/\d/g, '7');

type Made = readonly (readonly [name: string, value: string])[];

/**
 * Two browsers get the same made-up cookies, and one of them signs in.
 *
 * @returns undefined when that is not possible with them
 */
async function plantedWith(stage: Stage, made: Made): Promise<Observation | undefined> {
  const plant = async () => {
    const browser = await stage.newUserAgent();
    for (const [name, value] of made) await browser.plantCookie(name, value);
    return browser;
  };
  const [victim, attacker] = [await plant(), await plant()];
  const spec = await victim.begin();
  const answer = await victim.post(spec, await stage.honest(spec));
  if (!(await victim.whoami()).signedIn) return undefined;
  const names = made.map(([name]) => name).join(', ');
  const seen = await observe(
    attacker,
    answer,
    `The browser came with made-up values of ${names}; another one has the same values.`,
  );
  return { ...seen, check: undefined };
}

/**
 * The attacker makes up a session id, puts it into the victim's browser, and keeps it. Made-up values of other cookies, such as one that ties
 * the response to its request, may prevent the sign-in: then each cookie is tried alone.
 */
async function planted(stage: Stage): Promise<Observation> {
  const { agent } = await signIn(stage, await stage.newUserAgent());
  const made: Made = Object.entries(await agent.cookies()).map(([name, value]) => [
    name,
    lookalike(value),
  ]);
  const together = await plantedWith(stage, made);
  if (together) return together;
  let last: Observation | undefined;
  for (const each of made) {
    const alone = await plantedWith(stage, [each]);
    if (alone && alone.outcome !== 'none') return alone;
    last = alone ?? last;
  }
  if (last) return last;
  throw new NotShown(
    'A browser with cookies that the service provider did not set cannot sign in.',
  );
}

export const sessionFixation: CatalogueCase = {
  id: 'web-session-fixation',
  group: 'web',
  title: 'A session id from before the sign-in',
  severity: 'high',
  verdict: 'reject',
  basis: [
    'CWE-384',
    'OWASP Session Management: renew the session id after any privilege level change',
  ],
  risk: 'Anyone who planted or saw the cookie before sign-in shares the session afterwards.',
  fix: 'Issue a new session id at sign-in, and invalidate the old one.',
  runs: [
    { title: 'an id that the service provider gave out', play: keptFromBefore },
    {
      title: 'an id that the browser brought',
      basis: ['CWE-384', 'OWASP Session Management: strict session management'],
      risk: 'Anyone who can set a cookie for this site, from a neighbouring subdomain for example, shares the session of the victim.',
      fix: 'Take only session ids that you gave out, and issue a new one at sign-in.',
      play: planted,
    },
  ],
};
