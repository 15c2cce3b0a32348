import type { MessageRun } from '../../catalogue/index.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import type { IssuedResponse, PostedResponse } from '../../idp/index.ts';
import { nearest } from '../../text-files/nearest.ts';
import { LabError } from '../errors.ts';
import { type CaseMessages, postedMessage } from '../spoil/case-message.ts';
import { SpoilError } from '../spoil/errors.ts';
import type { MakeResponse } from './armed-sign-ins.ts';
import type { ChangedClaims } from './with-claims.ts';

/** What the next response is instead of the valid one: the message of a case, or the valid one with changes. */
export type ResponseChange = SentCase | AlteredResponse | ChangedResponse;

interface SentCase {
  /** The id of a case of the catalogue, such as `cond-audience-wrong`, which means its first run, or of one of its runs: `xsw1#2`. */
  readonly case: string;
  readonly alter?: undefined;
  readonly claims?: undefined;
}

interface AlteredResponse {
  /** Gets the XML of the Response without signatures; what it returns is signed as the valid one was. */
  readonly alter: (xml: string) => string | Promise<string>;
  /** Claims by name; null removes one. Replaced before `alter` is called. */
  readonly claims?: ChangedClaims | undefined;
  readonly case?: undefined;
}

interface ChangedResponse {
  /** Claims by name; null removes one. The response is signed again. */
  readonly claims: ChangedClaims;
  readonly alter?: AlteredResponse['alter'] | undefined;
  readonly case?: undefined;
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
    throw new LabError('invalid_option', (_, reader) =>
      reader === 'http'
        ? 'Give either case, the id of a case, or alter and claims, which change the valid response.'
        : 'Give either { case }, the id of a case, or { alter } and { claims }, which change the valid response.',
    );
  if (caseId !== undefined) {
    const run = await requireCase(caseId);
    const { caseInWords } = await import('../spoil/runs-by-hand.ts');
    const replacement = { by, case: caseId, what: caseInWords(caseId) };
    return async (issued) => ({
      ...postedMessage(await messages.make(run, issued), issued),
      replacement,
    });
  }
  requireChanges(alter, claims);
  const { unsignedText } = await import('../../catalogue/index.ts');
  const { resigned } = await import('./resigned.ts');
  const { withClaims } = await import('./with-claims.ts');
  return async (issued) => {
    const xml = await issued.plain();
    const claimed = withClaims(unsignedText(xml), claims ?? {});
    const changed: unknown = alter ? await alter(claimed) : claimed;
    if (typeof changed !== 'string' || changed === '')
      throw new LabError(
        'invalid_option',
        'alter must return the XML of the Response, as a string.',
      );
    const signed = resigned(
      { xml, changed, encryption: issued.encryption },
      await signingKey(issued.servicePrincipalId),
    );
    return { ...posted(issued, signed), replacement: { by, what: changesInWords(alter, claims) } };
  };
}

const by = 'nextSignIn' as const;

/** Names of claims only: values may be secrets. */
function changesInWords(alter: unknown, claims: ChangedClaims | undefined): string {
  const names = Object.keys(claims ?? {}).join(', ');
  const changes = [
    ...(claims ? [`other claims (${names})`] : []),
    ...(alter === undefined ? [] : ['what alter changed']),
  ];
  return `the Response with ${changes.join(' and ')}, signed again,`;
}

/** @throws {LabError} `invalid_option` for what a JavaScript caller may pass */
function requireChanges(alter: unknown, claims: unknown): void {
  const isValue = (one: unknown) =>
    one === null || [one].flat().every((v) => typeof v === 'string');
  const sentences = [
    alter === undefined || typeof alter === 'function'
      ? []
      : ['alter must be a function that gets the XML and returns it changed.'],
    claims === undefined ||
    (typeof claims === 'object' && Object.values(claims ?? {}).every(isValue))
      ? []
      : ['claims must be an object: a string, a list of strings or null for each claim.'],
  ].flat();
  if (sentences.length > 0) throw new LabError('invalid_option', sentences.join(' '));
}

/** The message of a case. @throws {LabError} `unknown_case` */
export async function requireCase(caseId: string): Promise<MessageRun> {
  const { allCaseIds, caseById } = await import('../../catalogue/index.ts');
  const { findRun, runsByHand, whyNotByHand } = await import('../spoil/runs-by-hand.ts');
  const of = caseById(caseId);
  const first = of && runsByHand(of)[0];
  if (first) return first.run;
  if (of) {
    const [run] = of.runs;
    const why = run && whyNotByHand(run);
    throw new LabError('unknown_case', (_, reader) =>
      `${caseId} takes more than one sign-in. ${(reader === 'http' ? PLAYED_BY_CHECK : why) ?? ''}`.trim(),
    );
  }
  try {
    return findRun(caseId).run;
  } catch (error) {
    if (!(error instanceof SpoilError)) throw error;
    const meant = nearest(caseId, allCaseIds);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    const isStep = error.code === 'not_by_hand';
    throw new LabError('unknown_case', (_, reader) =>
      isStep && reader === 'http'
        ? `${caseId} cannot be sent with a single sign-in. ${PLAYED_BY_CHECK}`
        : error.message + hint,
    );
  }
}

const PLAYED_BY_CHECK = 'The command samlab check plays it.';

const posted = ({ response }: IssuedResponse, xml: string): PostedResponse => ({
  action: response.action,
  fields: { ...response.fields, SAMLResponse: Buffer.from(xml).toString('base64') },
});
