/** One Response, presented twice: only a memory of accepted Assertions refuses it for the right reason. */
import type { Observation, PlayedRun } from '../case.ts';
import { observe } from '../observe.ts';
import { anyRequest } from '../proto/in-response-to.ts';
import { anew } from '../proto/request-used.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { assertShown } from '../shown.ts';
import { signedAssertion } from '../sign-xml.ts';
import { type Answer, NotShown, type Stage, type UserAgent } from '../stage.ts';
import { mustNotShareSession } from './copy-before.ts';

export interface Twice {
  /** Changes the Response before it is signed. */
  readonly change?: (spec: ResponseSpec) => ResponseSpec;
  /** The case about presenting it once. */
  readonly first?: string;
  /** What happens before the second time. */
  readonly between?: (stage: Stage, agent: UserAgent, spec: ResponseSpec) => Promise<void>;
  readonly needs?: PlayedRun['needs'];
}

const unchanged = (spec: ResponseSpec) => spec;

/** The first time. @throws {NotShown} when it opens no session */
async function presentOnce(
  agent: UserAgent,
  spec: ResponseSpec,
  { change = unchanged, first }: Twice,
) {
  const message = { xml: signedAssertion(change(spec)) };
  const answer = await agent.post(spec, message);
  if (!(await agent.whoami()).signedIn)
    throw new NotShown(
      `It refuses the Response the first time as well: ${answer.status} at ${answer.url}, "${answer.title}".`,
      first,
    );
  return message;
}

/** Nothing but the memory of its Assertion can refuse it the second time: there is no request that only the first browser made. */
export const unsolicitedTwice = (twice: Twice = {}): PlayedRun => ({
  title: 'unsolicited, from two fresh browsers',
  needs: [...(twice.needs ?? []), 'unsolicited-allowed'],
  play: async (stage: Stage): Promise<Observation> => {
    const first = await stage.newUserAgent();
    const spec = await first.unsolicited();
    const message = await presentOnce(first, spec, twice);
    await twice.between?.(stage, first, spec);
    const second = await stage.newUserAgent();
    const again = await second.post(spec, message);
    return observe(second, again, 'The same Response had opened a session in another browser.');
  },
  check: 'replay',
});

/**
 * The second browser has the same pending request. Most service providers refuse because the request has been answered, which says nothing
 * about a memory of Assertions: then they refuse a new Assertion for that request too.
 */
export const solicitedTwice = (twice: Twice = {}): PlayedRun => ({
  title: 'to one request, from two copies of a browser',
  ...(twice.needs && { needs: twice.needs }),
  play: async (stage: Stage): Promise<Observation> => {
    const agent = await stage.newUserAgent();
    const spec = await agent.begin();
    const [copy, another] = [await agent.fork(), await agent.fork()];
    const message = await presentOnce(agent, spec, twice);
    await mustNotShareSession(copy);
    await twice.between?.(stage, agent, spec);
    const again = await copy.post(spec, message);
    const seen = await observe(copy, again, 'The same Response had opened a session before.');
    await assertShown(stage, { withoutTrick: anyRequest }, 'reject', seen.outcome);
    if (seen.outcome === 'none') await mustTakeAnother(another, spec, again);
    return seen;
  },
  check: 'replay',
});

/** @throws {NotShown} when it was the request that was used up */
async function mustTakeAnother(agent: UserAgent, spec: ResponseSpec, { check }: Answer) {
  if (check === 'replay') return;
  await agent.post(spec, { xml: signedAssertion(anew(spec)) });
  if ((await agent.whoami()).signedIn) return;
  throw new NotShown(
    'It refuses a new Assertion for that request as well, because the request has been answered: this shows nothing about replayed Assertions.',
  );
}
