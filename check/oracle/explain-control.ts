import { type SigningIdentity, signedAssertion } from '../../catalogue/index.ts';
import { where } from '../agent/exchange.ts';
import { ExchangeError } from '../errors.ts';
import type { Target } from '../subject/target.ts';
import { type ControlResult, playControl } from './control.ts';
import type { RunStage } from './run-stage.ts';

/** Applications of the lab whose key is tried. */
const MAX_SIGNERS = 20;

/**
 * Why the first valid sign-in failed, and what to do: finds out whether the signature is the reason, by a response with an untrusted key, and
 * which certificate of the lab the service provider trusts instead.
 *
 * @param failure what happened, as sentences.
 */
export async function explainControl(
  stage: RunStage,
  target: Pick<Target, 'metadataCommand' | 'otherSigners'>,
  failure: string,
): Promise<string> {
  const [post] = stage.recorder.posts;
  if (!post) return failure;
  const { cast } = post.answering;
  const stranger = await signedBy(stage, cast.stranger);
  const same = stranger !== undefined && alike(stranger.answer, post.answer);
  const advice = [...setUpFaults(stage)];
  const command = target.metadataCommand ?? 'samlab check --print-idp-metadata';
  if (!same) {
    advice.push(
      post.answer.status >= 400
        ? 'It answers a response with an unknown signature differently, so it trusts the certificate: make sure that it knows the user of --name-id, and look for the reason in its log.'
        : 'It answers a response with an unknown signature differently, so the sign-in seems to have worked: correct --whoami or --success, which do not show it, or make sure that it knows the user of --name-id.',
    );
    return [failure, ...advice].join(' ');
  }
  const others = (await target.otherSigners?.()) ?? [];
  for (const { displayName, key } of others.slice(0, MAX_SIGNERS)) {
    const tried = await signedBy(stage, key);
    if (!tried || tried.failure !== undefined) continue;
    advice.push(
      `It trusts the certificate of the application "${displayName}" of this lab: add --application "${displayName}", or import the metadata from "${command}".`,
    );
    return [failure, ...advice].join(' ');
  }
  advice.push(
    `It answers a response with an unknown signature in the same way, so it may not trust the certificate${target.otherSigners ? ', and it trusts no other one of this lab' : ''}: import the metadata from "${command}". If it does trust it, make sure that it knows the user of --name-id${post.answer.status < 400 ? ', and that --whoami and --success are right' : ''}.`,
  );
  return [failure, ...advice].join(' ');
}

/** Undefined when there was no answer. */
async function signedBy(stage: RunStage, key: SigningIdentity): Promise<ControlResult | undefined> {
  try {
    return await playControl(stage, async (spec) => ({
      xml: signedAssertion({ ...spec, cast: { ...spec.cast, idp: key } }),
    }));
  } catch (error) {
    if (error instanceof ExchangeError && error.code !== 'stopped') return undefined;
    throw error;
  }
}

/** Whether two answers say the same, apart from numbers and identifiers. */
function alike(a: ControlResult['answer'], b: ControlResult['answer']): boolean {
  const words = (text: string) => text.replace(/[\w+/=-]{16,}|\d+/g, '').slice(0, 4000);
  return a.status === b.status && where(a.url) === where(b.url) && words(a.body) === words(b.body);
}

/** What its request shows about its set-up. */
function setUpFaults({ recorder, target, identityProvider }: RunStage): string[] {
  const [sent] = recorder.requests;
  const issuer = sent?.request.issuer;
  return [
    ...(sent && sent.destination !== where(identityProvider.singleSignOn)
      ? [
          `It sends users to ${sent.destination} instead of ${identityProvider.singleSignOn}, so it is set up for another identity provider.`,
        ]
      : []),
    ...(issuer !== undefined && issuer !== target.entityId
      ? [
          `Its requests have the Issuer "${issuer}", its metadata the entity ID "${target.entityId}".`,
        ]
      : []),
  ];
}
