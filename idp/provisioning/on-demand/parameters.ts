import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../../input/invalid-input.ts';
import { type ObjectType, objectTypes } from '../schema/schema.ts';

/** Graph, resource type synchronizationJobApplicationParameters. */
export interface OnDemandParameters {
  readonly ruleId: string;
  /** One: more take part as members of a group. */
  readonly subjects: readonly OnDemandSubject[];
}

export interface OnDemandSubject {
  /** Of a user or group of the tenant. */
  readonly objectId: string;
  readonly objectTypeName: ObjectType;
  /** Of a group: the members that are looked at, at most five. */
  readonly links?:
    | {
        readonly members?: readonly {
          readonly objectId: string;
          readonly objectTypeName: string;
        }[];
      }
    | undefined;
}

/** Members of a group at most (entra-admin.md 4.5). */
const MOST_MEMBERS = 5;

/**
 * The one subject of a call.
 *
 * @param ruleIds of the job's schema
 * @throws {InvalidInput} `required`, `type`, `unknown` for another rule or object type, `too_many`
 */
export function requireSubject(
  parameters: readonly OnDemandParameters[],
  ruleIds: readonly string[],
): OnDemandSubject {
  requireTypes({ parameters }, { parameters: 'object[]' });
  const [first, ...others] = parameters;
  if (!first || others.length > 0)
    throw new InvalidInput([countFault('parameters', 'one entry', parameters.length)]);
  requireTypes(first, { ruleId: 'string', subjects: 'object[]' });
  const [subject, ...more] = first.subjects;
  if (!subject || more.length > 0)
    throw new InvalidInput([
      countFault('parameters.0.subjects', 'one subject', first.subjects.length),
    ]);
  requireTypes(subject, { objectId: 'string', objectTypeName: 'string', links: 'object?' });
  refuseFaults([
    ruleIds.includes(first.ruleId)
      ? undefined
      : {
          property: 'parameters.0.ruleId',
          code: 'unknown',
          message: `The job has no synchronization rule "${first.ruleId.slice(0, 80)}"; it has ${ruleIds.join(', ')}.`,
        },
    typeFault(subject.objectTypeName),
    membersFault(subject),
  ]);
  return subject;
}

const countFault = (property: string, wanted: string, given: number): Fault => ({
  property,
  code: given === 0 ? 'required' : 'too_many',
  message: `${property} must have ${wanted}, not ${given}.`,
});

function typeFault(name: string): Fault | undefined {
  if (objectTypes.some((one) => one === name)) return undefined;
  const message = `objectTypeName must be one of ${objectTypes.join(', ')}.`;
  return { property: 'parameters.0.subjects.0.objectTypeName', code: 'unknown', message };
}

function membersFault({ links }: OnDemandSubject): Fault | undefined {
  const property = 'parameters.0.subjects.0.links.members';
  const members: unknown = links?.members ?? [];
  const isList =
    Array.isArray(members) &&
    members.every(
      (one: unknown) => typeof (one as { objectId?: unknown } | null)?.objectId === 'string',
    );
  if (!isList)
    return {
      property,
      code: 'type',
      message: `${property} must be a list of objects with an objectId.`,
    };
  if (members.length <= MOST_MEMBERS) return undefined;
  const message = `${property} has ${members.length} members; at most ${MOST_MEMBERS} can be provisioned on demand.`;
  return { property, code: 'too_many', message };
}
