import type { Fault } from '../../../input/invalid-input.ts';
import {
  type ClaimCondition,
  type ConditionUserType,
  conditionUserTypes,
} from '../../response/claim-conditions.ts';
import type { ClaimsConfiguration } from '../../response/claims-configuration.ts';
import type { ValueSource } from '../../response/value-source.ts';
import { unknownGroupFaults } from '../groups/groups.ts';
import type { Database } from '../tables.ts';
import { type GivenSource, readSource } from './claim-sources.ts';
import { faultAt, type ReadSource, type SourceUse } from './plain-source-rules.ts';

/** A claim condition before it is checked. */
export interface GivenCondition {
  /** A key of `conditionUserTypes`. */
  userType: string;
  /** Absent: everybody of the user type. */
  groupIds?: readonly string[] | undefined;
  source: GivenSource;
}

/** Distinct groups of all claims of an application (entra-saml.md 3.3). */
const MAX_GROUPS = 50;
/** RegexReplace() transformations of an application (entra-saml.md 10.7). */
const MAX_REGEXES = 20;
/** Of one claim; Entra's limit is not documented. */
const MAX_CONDITIONS = 50;

/** @param property that has the list, as faults name it */
export async function readConditions(
  db: Database,
  tenantId: string,
  property: string,
  given: readonly GivenCondition[],
  use: SourceUse,
): Promise<ReadSource<readonly ClaimCondition[]>> {
  if (given.length > MAX_CONDITIONS) {
    const message = `A claim has at most ${MAX_CONDITIONS} conditions.`;
    return { value: [], faults: [faultAt(property, 'too_many', message)] };
  }
  const value: ClaimCondition[] = [];
  const faults: Fault[] = [];
  for (const [index, one] of given.entries()) {
    const at = `${property}.${index}`;
    const groupIds = isTextList(one.groupIds) ? [...new Set(one.groupIds)] : [];
    const source =
      typeof one.source === 'object' && one.source !== null
        ? readSource(`${at}.source`, one.source, use)
        : undefined;
    faults.push(
      ...userTypeFaults(at, one.userType),
      ...(one.groupIds === undefined || isTextList(one.groupIds)
        ? await unknownGroupFaults(db, tenantId, `${at}.groupIds`, groupIds)
        : [faultAt(`${at}.groupIds`, 'type', 'groupIds must be a list of strings.')]),
      ...(source?.faults ?? [
        faultAt(`${at}.source`, 'required', 'Choose a source attribute for the condition.'),
      ]),
    );
    if (source)
      value.push({
        userType: one.userType as ConditionUserType,
        groupIds,
        source: source.value,
      });
  }
  return { value, faults };
}

const isTextList = (given: unknown): given is readonly string[] =>
  Array.isArray(given) && given.every((one) => typeof one === 'string');

const userTypeFaults = (at: string, userType: string): Fault[] =>
  Object.hasOwn(conditionUserTypes, userType)
    ? []
    : [
        faultAt(
          `${at}.userType`,
          'user_type',
          `The user type is one of ${Object.keys(conditionUserTypes).join(', ')}.`,
        ),
      ];

/** What an application as a whole has too much of; what it had before is not refused again. */
export function totalsFaults(before: ClaimsConfiguration, after: ClaimsConfiguration): Fault[] {
  const [groups, regexes] = [groupsOf(after), regexesOf(after)];
  return [
    ...(groups > MAX_GROUPS && groups > groupsOf(before)
      ? [
          faultAt(
            '',
            'too_many_groups',
            `The conditions of an application name at most ${MAX_GROUPS} groups; these are ${groups}.`,
          ),
        ]
      : []),
    ...(regexes > MAX_REGEXES && regexes > regexesOf(before)
      ? [
          faultAt(
            '',
            'too_many_regexes',
            `An application has at most ${MAX_REGEXES} RegexReplace() transformations; these are ${regexes}.`,
          ),
        ]
      : []),
  ];
}

const conditionsOf = ({ nameIdConditions = [], claims }: ClaimsConfiguration) => [
  ...nameIdConditions,
  ...claims.flatMap(({ conditions = [] }) => conditions),
];

const groupsOf = (configuration: ClaimsConfiguration): number =>
  new Set(conditionsOf(configuration).flatMap(({ groupIds }) => groupIds)).size;

function regexesOf(configuration: ClaimsConfiguration): number {
  const sources: (ValueSource | undefined)[] = [
    configuration.nameIdSource,
    ...configuration.claims.map(({ source }) => source),
    ...conditionsOf(configuration).map(({ source }) => source),
  ];
  return sources
    .flatMap((source) => (source?.kind === 'transformation' ? source.transformations : []))
    .filter(({ method }) => method === 'RegexReplace').length;
}
