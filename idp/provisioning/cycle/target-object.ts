import type { JsonObject } from '../../../scim/json.ts';
import { sourceOfTarget } from '../../directory/provisioning/links.ts';
import type { ModifiedAttribute } from '../../directory/provisioning/logs.ts';
import { INCOMPATIBLE } from '../connection/judge-answer.ts';
import type { MappedValue, ReadyObjectMapping } from '../export/mapped-values.ts';
import type { SourceObject } from '../expressions/value.ts';
import { matchQuestions, readMatch } from '../matching/match.ts';
import { type ObjectType, targetAttributesOf } from '../schema/schema.ts';
import { getResource, matchResource, type ScimRequest } from '../wire/index.ts';
import type { Run } from './run.ts';
import { ObjectFailed, type Trail } from './trail.ts';

/** An object of the application. */
export interface TargetObject {
  readonly id: string;
  readonly resource: JsonObject;
}

/** The object that is linked; undefined when the application does not have it any more. @throws {ObjectFailed} */
export async function readLinked(
  trail: Trail,
  type: ObjectType,
  targetId: string,
): Promise<TargetObject | undefined> {
  const exchange = await trail.request(getResource(type, targetId), [404]);
  if (exchange.answer?.status === 404) {
    trail.step(
      'EntryImport',
      'matching',
      `${type} '${targetId}', which was provisioned before, does not exist in the application any more.`,
      { status: 'warning' },
    );
    return undefined;
  }
  trail.step('EntryImport', 'matching', `Retrieved ${type} '${targetId}' from the application.`);
  return { id: targetId, resource: exchange.json ?? {} };
}

/** Asks the application for the object by its matching attributes. @throws {ObjectFailed} also when the answer fits several, or somebody else */
export async function findMatch(
  trail: Trail,
  type: ObjectType,
  mapping: ReadyObjectMapping,
  source: SourceObject,
): Promise<TargetObject | undefined> {
  const questions = matchQuestions(mapping, source);
  if (questions.length === 0) {
    const names = mapping.matching.map((one) => one.mapping.targetAttributeName).join(', ');
    throw new ObjectFailed({
      errorCode: 'MandatoryFieldsMissing',
      message: `No matching attribute has a value (${names}), so the object can neither be found nor created. Give its source attribute a value.`,
    });
  }
  for (const question of questions) {
    const { attribute, value } = question;
    const exchange = await trail.request(matchResource(type, attribute, value));
    const answer = readMatch(exchange.json ?? {}, question);
    if (answer.kind === 'several')
      throw new ObjectFailed({
        errorCode: 'SystemForCrossDomainIdentityManagementMultipleEntriesInResponse',
        message: `The application has ${answer.count} objects with the ${attribute} "${value}"; a matching attribute must be unique. Delete all but one, or match by another attribute.`,
      });
    if (answer.kind === 'wrong')
      throw new ObjectFailed({
        errorCode: INCOMPATIBLE,
        message: `The application was asked for the ${attribute} "${value}" and answered with the one that has "${answer.found}". It must support filters with eq on ${attribute}.`,
      });
    // To create the object now could make a second one.
    if (answer.kind === 'unreadable')
      throw new ObjectFailed({
        errorCode: INCOMPATIBLE,
        message: `The application was asked for the ${attribute} "${value}" and answered with ${answer.what}. Let it answer with the resources that it found (RFC 7644 3.4.2).`,
      });
    if (answer.kind === 'one') {
      const details = { [attribute]: value };
      trail.step('EntryImport', 'matching', `Found a matching ${type} by ${attribute}.`, {
        details,
      });
      return answer;
    }
  }
  const details = Object.fromEntries(questions.map(({ attribute, value }) => [attribute, value]));
  const asked = questions.map(({ attribute }) => attribute).join(', ');
  trail.step('EntryImport', 'matching', `No matching ${type} was found by ${asked}.`, { details });
  return undefined;
}

/** Says that an object of the application belongs to an object of the tenant. @throws {ObjectFailed} when it belongs to another one */
export async function claim(
  run: Run,
  type: ObjectType,
  targetId: string,
  sourceId: string,
): Promise<void> {
  const stored = await sourceOfTarget(run.db, run.jobId, type, targetId);
  const key = `${type}/${targetId}`;
  const owner = run.claimed.get(key) ?? stored;
  if (owner === undefined || owner === sourceId) {
    run.claimed.set(key, sourceId);
    return;
  }
  throw new ObjectFailed({
    errorCode: 'DuplicateSourceEntries',
    message: `The object '${targetId}' of the application belongs to the ${type} ${owner} of the tenant already. Give the two different values of the matching attribute.`,
  });
}

/** @throws {ObjectFailed} when an attribute that the application requires has no value */
export function requireMandatory(
  run: Run,
  type: ObjectType,
  modified: readonly ModifiedAttribute[],
): void {
  const given = new Set(modified.map(({ displayName }) => displayName));
  const missing = targetAttributesOf(run.schema, type).filter(
    ({ name, required }) => required && !given.has(name),
  );
  if (missing.length === 0) return;
  throw new ObjectFailed({
    errorCode: 'MandatoryFieldsMissing',
    message: `The application requires ${missing.map(({ name }) => name).join(', ')}, which has no value. Give its source attribute a value, or the mapping a default value.`,
  });
}

/** Creates the object. @returns its id. @throws {ObjectFailed} when the answer has none */
export async function createTarget(trail: Trail, request: ScimRequest): Promise<string> {
  const { json } = await trail.request(request);
  const id = json?.id;
  if (typeof id === 'string' && id !== '') return id;
  throw new ObjectFailed({
    errorCode: INCOMPATIBLE,
    message:
      'The application created the object and answered without its id. It must answer with the resource (RFC 7644 3.3).',
  });
}

/** Attributes that could not be computed, for the details of the step. */
export const leftOut = (values: readonly MappedValue[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    values.flatMap(({ mapping, leftOut: why }) =>
      why === undefined ? [] : [[`LeftOut ${mapping.targetAttributeName}`, why]],
    ),
  );
