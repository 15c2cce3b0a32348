import type { Observation, PlayedRun } from '../case.ts';
import { asUnsolicited } from '../change-spec.ts';
import { observe } from '../observe.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signedAssertion } from '../sign-xml.ts';
import { NotShown, type Stage } from '../stage.ts';

/**
 * One unsolicited Response, sent from two fresh browsers. Nothing but the memory of its Assertion can refuse it the second time: there is
 * no request that only the first browser made.
 *
 * @param change the Response before it is signed; unchanged by default.
 */
export const unsolicitedTwice = (
  change: (spec: ResponseSpec) => ResponseSpec = (spec) => spec,
): PlayedRun => ({
  title: 'unsolicited, from two fresh browsers',
  needs: ['unsolicited-allowed'],
  play: async (stage: Stage): Promise<Observation> => {
    const first = await stage.newUserAgent();
    const spec = asUnsolicited(await first.begin());
    const message = { xml: signedAssertion(change(spec)), relayState: null };
    const answer = await first.post(spec, message);
    if (!(await first.whoami()).signedIn)
      throw new NotShown(
        `The unsolicited sign-in opened no session: ${answer.status} at ${answer.url}, "${answer.title}".`,
      );
    const second = await stage.newUserAgent();
    const again = await second.post(spec, message);
    return observe(second, again, 'The same Response had opened a session in another browser.');
  },
  check: 'replay',
});
