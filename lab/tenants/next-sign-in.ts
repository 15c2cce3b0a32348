import type { MessageRun } from '../../catalogue/index.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import type { IssuedResponse, PostedResponse } from '../../idp/index.ts';
import { LabError } from '../errors.ts';
import { type CaseMessages, postedMessage } from '../spoil/case-message.ts';
import { SpoilError } from '../spoil/errors.ts';
import type { MakeResponse } from './armed-sign-ins.ts';
import type { ChangedClaims } from './with-claims.ts';

/** What the next response is instead of the valid one: a case, or changes to it. */
export interface ResponseChange {
  /** The id of a case of the catalogue, such as `cond-audience-wrong`, which means its first run, or of one of its runs: `xsw1#2`. */
  readonly case?: string | undefined;
  /** Gets the XML of the Response without signatures; what it returns is signed as the valid one was. */
  readonly alter?: ((xml: string) => string) | undefined;
  /** Claims by name; null removes one. The response is signed again. */
  readonly claims?: ChangedClaims | undefined;
}

export interface ResponseMakers {
  readonly messages: CaseMessages;
  readonly signingKey: (servicePrincipalId: string) => Promise<SigningKey>;
}

/**
 * @throws {LabError} `invalid_option` unless there is a case or a change
 * @throws {LabError} `unknown_case` when the catalogue lacks it, or it needs more than one sign-in
 */
export async function responseMaker(
  { case: caseId, alter, claims }: ResponseChange,
  { messages, signingKey }: ResponseMakers,
): Promise<MakeResponse> {
  const changes = alter !== undefined || claims !== undefined;
  if ((caseId === undefined) !== changes)
    throw new LabError(
      'invalid_option',
      'nextSignIn takes either { case }, the id of a case, or { alter } and { claims }, which change the valid response.',
    );
  if (caseId !== undefined) {
    const run = await runOf(caseId);
    return async (issued) => postedMessage(await messages.make(run, issued), issued);
  }
  const { resigned } = await import('./resigned.ts');
  const { withClaims } = await import('./with-claims.ts');
  return async (issued) => {
    const key = await signingKey(issued.servicePrincipalId);
    return posted(
      issued,
      resigned(xmlOf(issued), key, (xml) => {
        const changed = claims ? withClaims(xml, claims) : xml;
        return alter ? alter(changed) : changed;
      }),
    );
  };
}

async function runOf(caseId: string): Promise<MessageRun> {
  const { caseById } = await import('../../catalogue/index.ts');
  const { findRun, runsByHand } = await import('../spoil/runs-by-hand.ts');
  const of = caseById(caseId);
  try {
    return (of && runsByHand(of)[0]?.run) ?? findRun(caseId).run;
  } catch (error) {
    if (!(error instanceof SpoilError)) throw error;
    throw new LabError('unknown_case', error.message);
  }
}

const xmlOf = ({ response }: IssuedResponse): string =>
  Buffer.from(response.fields.SAMLResponse, 'base64').toString('utf8');

const posted = ({ response }: IssuedResponse, xml: string): PostedResponse => ({
  action: response.action,
  fields: { ...response.fields, SAMLResponse: Buffer.from(xml).toString('base64') },
});
