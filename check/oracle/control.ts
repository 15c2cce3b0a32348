import type { Answer } from '../../catalogue/index.ts';
import { visibleText } from '../agent/answer.ts';
import { where } from '../agent/exchange.ts';
import { maskText } from '../agent/mask.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import { unreachable } from '../subject/read-metadata.ts';
import type { Sighting } from '../subject/session-probe.ts';
import type { Target } from '../subject/target.ts';
import { RunStage, type StageParts } from './run-stage.ts';

export interface ControlResult {
  /** Undefined when the honest sign-in succeeded; else one or more sentences on why not. */
  readonly failure: string | undefined;
  readonly sighting: Sighting;
}

/** One honest sign-in in a fresh browser. @throws {ExchangeError} @throws {CheckFault} as `Browser.start` */
export async function playControl(stage: RunStage): Promise<ControlResult> {
  const agent = await stage.newUserAgent();
  const spec = await agent.begin();
  const answer = await agent.post(spec, await stage.honest(spec));
  const sighting = await agent.sight();
  const failure = sighting.signedIn && !sighting.hostile ? undefined : explain(stage, answer);
  return { failure, sighting };
}

/** What the service provider said to an honest response, and where to look. */
function explain({ recorder, target, identityProvider }: RunStage, answer: Answer): string {
  const said = answer.title || maskText(visibleText(answer, 160));
  const sentences = [
    `An honest response was posted to ${target.acs}, and nobody is signed in afterwards.`,
    `The service provider answered with status ${answer.status} at ${where(answer.url)}${said ? `: "${said}"` : ''}${answer.check ? ` (check "${answer.check}")` : ''}.`,
  ];
  const [sent] = recorder.requests;
  if (sent && sent.destination !== where(identityProvider.singleSignOn))
    sentences.push(
      `It sends people to ${sent.destination} and not to ${identityProvider.singleSignOn}, so it may trust another identity provider.`,
    );
  const issuer = sent?.request.issuer;
  if (issuer !== undefined && issuer !== target.entityId)
    sentences.push(`Its requests name "${issuer}", its metadata "${target.entityId}".`);
  const refused = answer.status >= 400;
  sentences.push(
    refused
      ? 'Make it trust the metadata that "samlab check --print-idp-metadata" prints, and let it know the person of --name-id.'
      : 'If it did sign in, --whoami or --success does not see it; else make it trust the metadata that "samlab check --print-idp-metadata" prints, and let it know the person of --name-id.',
  );
  return sentences.join(' ');
}

/**
 * Makes sure that the target can be judged at all: nobody is signed in without cookies, and an honest response signs in. Also learns
 * whether it takes responses it did not ask for, and what its requests ask for.
 *
 * @returns what the probe's JSON pointer names for the honest identity.
 * @throws {CheckFault}
 */
export async function preflight(
  target: Target,
  parts: Omit<StageParts, 'ground' | 'honestValue'>,
): Promise<{ honestValue: string | undefined; acs: string }> {
  const solicited = target.unmet(['solicited']).length === 0;
  const ground = await target.lend(solicited ? [] : ['unsolicited-allowed']);
  await using stage = new RunStage({ ...parts, ground, honestValue: undefined });
  try {
    const before = await (await stage.newUserAgent()).sight();
    if (before.signedIn)
      throw new CheckFault(
        'probe_unusable',
        `${where(ground.probe.url)} says that somebody is signed in although no cookie was sent. Give an address that tells people apart as --whoami, or say with --success how to read it.`,
      );
    const { failure, sighting } = await playControl(stage);
    if (failure) throw new CheckFault('control_failed', failure);
    await learn(target, stage);
    const pointed = ground.probe.success.kind === 'pointer';
    return { honestValue: pointed ? sighting.text : undefined, acs: ground.sp.acs };
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const advice =
      where(error.url) === where(ground.probe.url)
        ? 'Check --whoami: without its answer nothing can be judged.'
        : 'Start the service provider, or check the addresses given.';
    throw unreachable(error, advice);
  } finally {
    await ground.release();
  }
}

async function learn(target: Target, stage: RunStage): Promise<void> {
  const [sent] = stage.recorder.requests;
  if (sent?.request.forceAuthn) target.learn(['force-authn']);
  if (sent?.request.requestedAuthnContext) target.learn(['requested-authn-context']);
  const open = target.unmet(['unsolicited-allowed', 'unsolicited-refused']);
  if (open.length < 2) return; // it is known, or was said
  const agent = await stage.newUserAgent();
  const spec = agent.unsolicited();
  await agent.post(spec, await stage.honest(spec));
  const { signedIn } = await agent.sight();
  target.learn([signedIn ? 'unsolicited-allowed' : 'unsolicited-refused']);
}
