import { type Answer, renderResponse } from '../../catalogue/index.ts';
import { visibleText } from '../agent/answer.ts';
import { where } from '../agent/exchange.ts';
import { maskText } from '../agent/mask.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import { unreachable } from '../subject/read-metadata.ts';
import type { SessionState } from '../subject/session-probe.ts';
import type { Target } from '../subject/target.ts';
import { RunStage, type StageParts } from './run-stage.ts';

export interface ControlResult {
  /** Undefined if the control sign-in succeeded, otherwise sentences on why not. */
  readonly failure: string | undefined;
  readonly session: SessionState;
}

/** What is known of a target before the first case. */
export interface Preflight {
  /** The value at the JSON pointer of --success for the test user. */
  readonly honestValue: string | undefined;
  readonly acs: string;
  /** The statuses with which it refuses. */
  readonly refusalStatuses: ReadonlySet<number>;
}

/**
 * One valid sign-in in a fresh browser.
 *
 * @throws {ExchangeError} when a request gets no answer within the limits
 * @throws {CheckFault} as `Browser.start` does
 */
export async function playControl(stage: RunStage): Promise<ControlResult> {
  const agent = await stage.newUserAgent();
  const spec = await agent.begin();
  const answer = await agent.post(spec, await stage.honest(spec));
  const session = await agent.whoami();
  const failure = session.signedIn && !session.hostile ? undefined : explain(stage, answer);
  return { failure, session };
}

/** What the service provider said to a valid response, and where to look. */
function explain({ recorder, target, identityProvider }: RunStage, answer: Answer): string {
  const said = answer.title || maskText(visibleText(answer, 160));
  const sentences = [
    `A valid response to ${target.acs} opened no session.`,
    `The service provider responded with status ${answer.status} at ${where(answer.url)}${said ? `: "${said}"` : ''}${answer.check ? ` (check "${answer.check}")` : ''}.`,
  ];
  const [sent] = recorder.requests;
  if (sent && sent.destination !== where(identityProvider.singleSignOn))
    sentences.push(
      `It sends users to ${sent.destination} instead of ${identityProvider.singleSignOn}, so it may trust another identity provider.`,
    );
  const issuer = sent?.request.issuer;
  if (issuer !== undefined && issuer !== target.entityId)
    sentences.push(
      `Its requests have the Issuer "${issuer}", its metadata the entity ID "${target.entityId}".`,
    );
  const refused = answer.status >= 400;
  sentences.push(
    refused
      ? 'Import the metadata from "samlab check --print-idp-metadata" into it, and make sure that it knows the user of --name-id.'
      : 'If the sign-in worked, correct --whoami or --success, which do not show it. Otherwise import the metadata from "samlab check --print-idp-metadata" into it, and make sure that it knows the user of --name-id.',
  );
  return sentences.join(' ');
}

/**
 * Makes sure that the target can be judged: there is no session without cookies, and a valid response opens one. Also finds out whether it
 * accepts unsolicited responses, and what its requests ask for.
 *
 * @throws {CheckFault} when the target cannot be judged
 */
export async function preflight(
  target: Target,
  parts: Omit<StageParts, 'setup' | 'honestValue'>,
): Promise<Preflight> {
  const solicited = target.unmet(['solicited']).length === 0;
  const setup = await target.setUp(solicited ? [] : ['unsolicited-allowed']);
  await using stage = new RunStage({ ...parts, setup, honestValue: undefined });
  try {
    const before = await (await stage.newUserAgent()).whoami();
    if (before.signedIn)
      throw new CheckFault(
        'probe_unusable',
        `${where(setup.probe.url)} shows a signed-in user although no cookie was sent. Set --whoami to a URL that depends on the session, or correct --success.`,
      );
    const { failure, session } = await playControl(stage);
    if (failure) throw new CheckFault('control_failed', failure);
    await learn(target, stage);
    const pointed = setup.probe.success.kind === 'pointer';
    return {
      honestValue: pointed ? session.text : undefined,
      acs: setup.sp.acs,
      refusalStatuses: await learnRefusals(stage),
    };
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const advice =
      where(error.url) === where(setup.probe.url)
        ? 'Check --whoami: nothing can be judged without it.'
        : 'Start the service provider, or check its URLs.';
    throw unreachable(error, advice);
  } finally {
    await setup.release();
  }
}

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
  const spec = agent.unsolicited();
  await agent.post(spec, await stage.honest(spec));
  const { signedIn } = await agent.whoami();
  target.learn([signedIn ? 'unsolicited-allowed' : 'unsolicited-refused']);
}
