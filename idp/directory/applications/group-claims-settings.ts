import { readTypes, refuseTogether } from '../../../input/argument-types.ts';
import type { Fault } from '../../../input/invalid-input.ts';
import { replacementFaults } from '../../response/dotnet-regex/regex-replace.ts';
import {
  type GroupClaims,
  type GroupFilter,
  groupMembershipWords,
  groupSourceWords,
  noGroupClaims,
} from '../../response/group-claims-configuration.ts';
import type { Database } from '../tables.ts';
import type { ApplicationDetails } from './application-details.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';
import { claimNameFaults } from './claim-name.ts';
import { claimsOf } from './claims-settings.ts';
import { groupClaimsOf } from './stored-group-claims.ts';

/** Some settings of the group claim; the choices may be any text, which is checked. */
export interface GroupClaimsValues {
  /** Which memberships are sent: `None`, `All`, `SecurityGroup`, `DirectoryRole` or `ApplicationGroup`. */
  groupMembershipClaims: string;
  /** `object_id` (default), `sam_account_name`, `netbios_domain_and_sam_account_name`, `dns_domain_and_sam_account_name`, `on_premises_security_identifier` or `cloud_displayname`. */
  sourceAttribute?: string | undefined;
  /** Whether cloud-only groups are sent by their names; only with `ApplicationGroup` and an attribute of Active Directory. */
  cloudDisplayNames?: boolean | undefined;
  filter?: { attribute: string; match: string; value: string } | undefined;
  /** Of the claim, in place of Entra's own. */
  name?: string | undefined;
  namespace?: string | undefined;
  emitAsRoles?: boolean | undefined;
  /** Needs a name. */
  regex?: { pattern: string; replacement: string } | undefined;
}

/**
 * Replaces "Group Claims". The name may be one that Entra reserves; the token then has the claim under Entra's own name.
 *
 * @returns the application before the change.
 * @throws {InvalidInput} when a choice is unknown or does not go with another one, the name is malformed or that of another claim, or the regex
 *   cannot be used
 * @throws {NotFound} when the application does not exist
 * @throws {StaleVersion} when another user saved the group claim first
 */
export async function setGroupClaims(
  db: Database,
  edit: ApplicationEdit,
  values: GroupClaimsValues,
): Promise<ApplicationDetails> {
  const { sound, faults } = readTypes(values, {
    groupMembershipClaims: 'string',
    sourceAttribute: 'string?',
    cloudDisplayNames: 'boolean?',
    filter: 'object?',
    name: 'string?',
    namespace: 'string?',
    emitAsRoles: 'boolean?',
    regex: 'object?',
  });
  const filter = sound.filter && readTypes(sound.filter, filterTypes, 'filter.');
  const regex = sound.regex && readTypes(sound.regex, regexTypes, 'regex.');
  return changeApplication(db, edit, groupClaimsOf, (_tx, app) => {
    const config = {
      ...noGroupClaims,
      ...sound,
      ...(filter && { filter: { attribute: '', match: '', value: '', ...filter.sound } }),
      ...(regex && { regex: { pattern: '', replacement: '', ...regex.sound } }),
    } as GroupClaims;
    refuseTogether(
      [...faults, ...(filter?.faults ?? []), ...(regex?.faults ?? [])],
      [
        ...choiceFaults(config),
        ...filterFaults(config.filter),
        ...ownNameFaults(config, app),
        ...regexFaults(config),
      ],
    );
    return { groupClaims: config.groupMembershipClaims === 'None' ? null : JSON.stringify(config) };
  });
}

const filterTypes = { attribute: 'string', match: 'string', value: 'string' } as const;
const regexTypes = { pattern: 'string', replacement: 'string' } as const;

const fault = (property: string, code: string, message: string): Fault => ({
  property,
  code,
  message,
});

const unknown = (property: string, known: object): Fault =>
  fault(property, 'unknown', `Choose one of ${Object.keys(known).join(', ')}.`);

/** "You can only add cloud-group names of assigned groups to an application" (how-to-connect-fed-group-claims.md). */
function choiceFaults(config: GroupClaims): (Fault | undefined)[] {
  const { groupMembershipClaims: choice, sourceAttribute: source, cloudDisplayNames } = config;
  const unknowns = [
    Object.hasOwn(groupMembershipWords, choice)
      ? undefined
      : unknown('groupMembershipClaims', groupMembershipWords),
    Object.hasOwn(groupSourceWords, source)
      ? undefined
      : unknown('sourceAttribute', groupSourceWords),
  ];
  if (unknowns.some((one) => one !== undefined)) return unknowns;
  const assigned = groupMembershipWords.ApplicationGroup;
  return [
    source === 'cloud_displayname' && choice !== 'ApplicationGroup'
      ? fault(
          'sourceAttribute',
          'assigned_only',
          `Names of cloud-only groups can be sent with "${assigned}" only, since a group name is not unique.`,
        )
      : undefined,
    cloudDisplayNames && choice !== 'ApplicationGroup'
      ? fault(
          'cloudDisplayNames',
          'assigned_only',
          `Names of cloud-only groups can be sent with "${assigned}" only, since a group name is not unique.`,
        )
      : undefined,
    cloudDisplayNames && (source === 'object_id' || source === 'cloud_displayname')
      ? fault(
          'cloudDisplayNames',
          'attribute',
          'Choose an attribute of Active Directory as source attribute, or leave this off.',
        )
      : undefined,
  ];
}

const filterAttributes: Readonly<Record<GroupFilter['attribute'], true>> = {
  displayName: true,
  onPremisesSamAccountName: true,
};
const filterMatches: Readonly<Record<GroupFilter['match'], true>> = {
  prefix: true,
  suffix: true,
  contains: true,
};

function filterFaults(filter: GroupFilter | null): (Fault | undefined)[] {
  if (!filter) return [];
  const { attribute, match, value } = filter;
  return [
    Object.hasOwn(filterAttributes, attribute)
      ? undefined
      : unknown('filter.attribute', filterAttributes),
    Object.hasOwn(filterMatches, match) ? undefined : unknown('filter.match', filterMatches),
    value === ''
      ? fault('filter.value', 'required', 'Enter what the attribute of a group must contain.')
      : value.length > 256
        ? fault('filter.value', 'too_long', 'A filter has at most 256 characters.')
        : undefined,
  ];
}

function ownNameFaults(config: GroupClaims, app: ApplicationDetails): (Fault | undefined)[] {
  const { name, namespace } = config;
  if (name === '' && namespace === '') return [];
  return claimNameFaults({ name, namespace }, claimsOf(app).claims);
}

function regexFaults({ regex, name }: GroupClaims): (Fault | undefined)[] {
  if (!regex) return [];
  return [
    name === ''
      ? fault(
          'name',
          'required',
          'Enter a name for the claim: Entra does not transform the claim under its default name.',
        )
      : undefined,
    ...replacementFaults(regex).map(({ property, code, message }) =>
      fault(`regex.${property}`, code, message),
    ),
  ];
}
