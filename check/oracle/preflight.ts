import { type Answer, renderResponse } from '../../catalogue/index.ts';
import { where } from '../agent/exchange.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import { unreachable } from '../subject/read-metadata.ts';
import { isPointed } from '../subject/session-probe.ts';
import type { Target } from '../subject/target.ts';
import { awaitAnswer } from './await-answer.ts';
import { playControl } from './control.ts';
import { controlExchange } from './control-exchange.ts';
import { ControlFailed } from './control-failed.ts';
import { explainControl } from './explain-control.ts';
import { RunStage, type StageParts } from './run-stage.ts';
import type { CheckAgent } from './user-agent.ts';

/** How long to wait for a service provider that ended (ms). */
const RESTART = 30_000;

/** Between a Response and the question who is signed in, each of the other runs in progress signs in less often than this. */
const ROUNDS = 2;
const MOST_TOGETHER = 16;

/** What is known of a target before the first case. */
export interface Preflight {
  /** The value at the JSON pointer of --success for the test user. */
  readonly honestValue: string | undefined;
  readonly acs: string;
  /** Sign-ins work only while the identity provider is on the same site. */
  readonly sameSiteOnly: boolean;
  /** The statuses with which it refuses. */
  readonly refusalStatuses: ReadonlySet<number>;
  /** Other sign-ins, or refusals, end a session, so no two runs may be in progress. */
  readonly oneByOne: boolean;
}

/**
 * Makes sure that the target can be judged: there is no session without cookies, and a valid response opens one. Also finds out whether it
 * accepts unsolicited responses, what its requests ask for, and whether runs at the same time would disturb each other.
 *
 * @param concurrency runs at the same time
 * @throws {CheckFault} when the target cannot be judged; {@link ControlFailed} when that is shown by a sign-in
 */
export async function preflight(
  target: Target,
  parts: Omit<StageParts, 'setup' | 'honestValue'>,
  concurrency: number,
): Promise<Preflight> {
  const solicited = target.unmet(['solicited']).length === 0;
  const setup = await target.setUp(solicited ? [] : ['unsolicited-allowed']);
  await using stage = new RunStage({ ...parts, setup, honestValue: undefined });
  // A service provider that accepted the first Response would refuse its ID a second time.
  const anew = { ...parts, seed: `${parts.seed} again` };
  let controlWorked = false;
  try {
    const before = await (await stage.newUserAgent()).whoami();
    if (before.signedIn)
      throw new CheckFault(
        'probe_unusable',
        `${where(setup.probe.url)} shows a signed-in user although no cookie was sent. Set --whoami to a URL that depends on the session, or correct --success.`,
      );
    const { failure: failed, session, agent, answer, losesCookie } = await playControl(stage);
    if (failed !== undefined) {
      const onward = leftFor(answer, target);
      if (onward !== undefined && target.learnOrigin?.(onward))
        return await preflight(target, anew, concurrency);
      const failure =
        onward === undefined
          ? failed
          : `${failed} It leads on to ${where(onward)}, where the check does not go, because that is not an address of the service provider.`;
      const signIn = { exchanges: [], exchange: failedSignIn(target, stage, failure) };
      const known = setup.idpSite === 'same-site';
      if (known || !target.learnSameSite || !(await worksOnSameSite(stage)))
        throw new ControlFailed(
          losesCookie ? failure : await explainControl(stage, target, failure),
          signIn,
        );
      // The finding of web-cross-site-cookie; everything else can still be judged.
      target.learnSameSite();
      return await preflight(target, anew, concurrency);
    }
    controlWorked = true;
    const sharesUser = target.sharesUser && concurrency > 1;
    const endsOthers = sharesUser && (await otherSignInsEnd(stage, agent, concurrency));
    await learn(target, stage);
    const acs = stage.recorder.posts[0]?.answering.sp.acs ?? setup.sp.acs;
    target.learnAcs?.(acs);
    const pointed = isPointed(setup.probe.success);
    const witness = sharesUser && !endsOthers ? await signedIn(stage) : undefined;
    const refusalStatuses = await learnRefusals(stage);
    return {
      honestValue: pointed ? session.text : undefined,
      acs,
      sameSiteOnly: setup.idpSite === 'same-site',
      refusalStatuses,
      oneByOne: endsOthers || (witness !== undefined && !(await witness.whoami()).signedIn),
    };
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const advice =
      where(error.url) === where(setup.probe.url)
        ? 'Check --whoami: nothing can be judged without it.'
        : 'Start the service provider, or check its URLs.';
    const fault = unreachable(error, advice);
    const { code, message } = fault;
    const exchange = controlWorked ? undefined : failedSignIn(target, stage, message);
    throw exchange ? new ControlFailed(message, { exchanges: [], exchange }, code) : fault;
  } finally {
    await setup.release();
  }
}

/** Where the service provider leads after a Response, if that is not one of its origins and starts no other sign-in. */
function leftFor({ locations }: Answer, { origins }: Target): string | undefined {
  const url = URL.parse(locations.at(-1) ?? '');
  if (!url || !/^https?:$/.test(url.protocol) || origins.has(url.origin)) return undefined;
  return url.searchParams.has('SAMLRequest') ? undefined : url.href;
}

const failedSignIn = ({ name }: Target, { recorder }: RunStage, failure: string) =>
  controlExchange(recorder, { name, failure });

/** Whether the same sign-in works when the identity provider's page is on the same site. */
async function worksOnSameSite(stage: RunStage): Promise<boolean> {
  const agent = await stage.newUserAgent({ identityProviderSite: 'same-site' });
  const spec = await agent.begin();
  await agent.post(spec, await stage.honest(spec));
  const { signedIn, hostile } = await agent.whoami();
  return signedIn && !hostile;
}

/** A fresh browser in which the user signed in. */
async function signedIn(stage: RunStage): Promise<CheckAgent> {
  const agent = await stage.newUserAgent();
  const spec = await agent.begin();
  await agent.post(spec, await stage.honest(spec));
  return agent;
}

/**
 * Whether later sign-ins of the user, in other browsers, end a session: applications allow one session for each user, or a few. Tries as
 * many as may happen while one run waits for an answer.
 */
async function otherSignInsEnd(
  stage: RunStage,
  first: CheckAgent,
  concurrency: number,
): Promise<boolean> {
  const isSignedIn = async () => (await first.whoami()).signedIn;
  const second = await signedIn(stage);
  if (!(await isSignedIn())) return (await second.whoami()).signedIn;
  const together = Math.min(concurrency, MOST_TOGETHER);
  for (let round = 0; round < ROUNDS; round += 1) {
    const signIns = Array.from({ length: together }, () => signedIn(stage));
    const limited = (await Promise.allSettled(signIns)).some(isLimited);
    if (limited || !(await isSignedIn())) return true;
  }
  return false;
}

/** A service provider that takes only so many sign-ins at a time is asked one by one. */
const isLimited = (signIn: PromiseSettledResult<unknown>): boolean =>
  signIn.status === 'rejected' && signIn.reason instanceof CheckFault;

/**
 * How the service provider refuses: its statuses for an unsigned Response and for something that is not XML. Shibboleth and many small
 * applications refuse with 500.
 */
async function learnRefusals(stage: RunStage): Promise<ReadonlySet<number>> {
  const statuses = new Set<number>();
  for (const messageFor of [renderResponse, () => 'not XML']) {
    const agent = await stage.newUserAgent();
    const spec = await agent.begin();
    const status = await agent.post(spec, { xml: messageFor(spec) }).then(
      (answer) => answer.status,
      (error: unknown) => {
        // No answer is not a way to refuse; the case that sends such a message reports it.
        if (error instanceof ExchangeError && error.code !== 'stopped') return undefined;
        throw error;
      },
    );
    if (status !== undefined) statuses.add(status);
    else await awaitAnswer(() => agent.whoami(), RESTART);
  }
  return statuses;
}

async function learn(target: Target, stage: RunStage): Promise<void> {
  const [sent] = stage.recorder.requests;
  if (sent?.request.forceAuthn) target.learn(['force-authn']);
  if (sent?.request.requestedAuthnContext) target.learn(['requested-authn-context']);
  const open = target.unmet(['unsolicited-allowed', 'unsolicited-refused']);
  if (open.length < 2) return; // already known, or given by --offers
  const agent = await stage.newUserAgent();
  const spec = await agent.unsolicited();
  await agent.post(spec, await stage.honest(spec));
  const { signedIn } = await agent.whoami();
  target.learn([signedIn ? 'unsolicited-allowed' : 'unsolicited-refused']);
}
