import { wireName } from './claims-configuration.ts';
import { MatchTimeout } from './dotnet-regex/bounded-exec.ts';
import { regexReplaceEach } from './dotnet-regex/regex-replace.ts';
import {
  type GroupClaims,
  type GroupFilter,
  type GroupRegex,
  type GroupSource,
  groupMembershipWords,
  groupSourceWords,
} from './group-claims-configuration.ts';
import { type ClaimGroup, MAX_GROUPS, type Memberships } from './memberships.ts';
import { isRestricted } from './restricted-claims.ts';
import { TransformationFailure } from './transformations.ts';

const W = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/';
export const roleClaimName = `${W}role`;
const groupsClaimName = `${W}groups`;
const widsClaimName = `${W}wids`;
const groupsLinkClaimName = 'http://schemas.microsoft.com/claims/groups.link';

/** A claim about groups or roles, sent or left out, and why. */
export interface MembershipClaim {
  readonly name: string;
  readonly values: readonly string[];
  readonly reason: string;
  /** `groups`: 4th; `roles`: 6th, where the captures have them (entra-saml.md 2.4); `last`: after all others. */
  readonly place: 'groups' | 'roles' | 'last';
  /** The regex takes too long, which ends the sign-in (AADSTS501621). */
  readonly failure?: TransformationFailure | undefined;
}

/** Whose groups they are. */
export interface GroupClaimSubject {
  readonly tenantId: string;
  readonly userId: string;
}

/**
 * The claims of "Group Claims", none of them when nothing is configured (how-to-connect-fed-group-claims.md in MicrosoftDocs/entra-docs).
 *
 * @param memberships read for this configuration
 */
export function groupClaimsFor(
  config: GroupClaims | undefined,
  memberships: Memberships,
  subject: GroupClaimSubject,
): MembershipClaim[] {
  const choice = config?.groupMembershipClaims ?? 'None';
  if (!config || choice === 'None') return [];
  const wids: MembershipClaim = {
    name: widsClaimName,
    values: memberships.directoryRoles.map(({ roleTemplateId }) => roleTemplateId),
    reason:
      memberships.directoryRoles.length > 0
        ? 'The directory roles of the user, by the ids of their templates'
        : 'The user has no directory role, so the claim is left out',
    place: 'roles',
  };
  if (choice === 'DirectoryRole') return [wids];
  const groups = groupClaim(config, memberships, subject);
  // An access token has wids for All as well (access-token-claims-reference.md); that a SAML token is the same is assumed.
  return choice === 'All' ? [groups, wids] : [groups];
}

function groupClaim(
  config: GroupClaims,
  memberships: Memberships,
  { tenantId, userId }: GroupClaimSubject,
): MembershipClaim {
  const wanted = memberships.groups.filter(
    (group) => config.groupMembershipClaims !== 'SecurityGroup' || group.securityEnabled,
  );
  const { filter } = config;
  const filtered = filter ? wanted.filter((group) => matches(group, filter)) : wanted;
  // Directory roles have an object ID and none of the other attributes; a filter does not apply to them.
  const roleIds =
    config.groupMembershipClaims !== 'ApplicationGroup' && config.sourceAttribute === 'object_id'
      ? memberships.directoryRoles.map(({ id }) => id)
      : [];
  const count = filtered.length + roleIds.length;
  if (memberships.moreGroups || count > MAX_GROUPS)
    return {
      name: groupsLinkClaimName,
      values: [`https://graph.windows.net/${tenantId}/users/${userId}/getMemberObjects`],
      reason:
        filter && memberships.moreGroups
          ? 'The user is in more than 1,000 groups, so the filter is not applied, and a link is sent in their place'
          : `The user is in more than ${MAX_GROUPS} of these groups, so a link is sent in their place`,
      place: 'groups',
    };
  const named = filtered.flatMap((group) => groupValue(config, group) ?? []);
  const values = [...named, ...roleIds];
  const claim = { ...nameOf(config), values, reason: reasonOf(config, wanted, filtered, values) };
  // "No transformation is applied when you're generating" the claim of a restricted name, as which it is sent then.
  return config.regex && claim.place !== 'groups' ? transformed(claim, config.regex) : claim;
}

/** Each value that the regex matches, replaced; without any match the original groups claim (entra-saml.md 3.4). */
function transformed(claim: MembershipClaim, regex: GroupRegex): MembershipClaim {
  const { name, values, reason } = claim;
  try {
    const found = regexReplaceEach(regex, values).filter((value) => value !== undefined);
    if (found.length > 0) {
      const rest = values.length - found.length;
      const without = rest === 0 ? '' : `; ${rest} of them do not match and are left out`;
      return { ...claim, values: found, reason: `${reason}, through the regex${without}` };
    }
    if (values.length === 0) return claim;
    return {
      name: groupsClaimName,
      values,
      reason: `${reason}. The regex matches none of them, so ${name} is not sent`,
      place: 'groups',
    };
  } catch (error) {
    if (!(error instanceof MatchTimeout)) throw error;
    const failure = new TransformationFailure(501621, 'RegexReplace');
    return {
      ...claim,
      values: [],
      reason: `AADSTS501621 ends the sign-in: ${failure.message}`,
      failure,
    };
  }
}

/** The name that the group claim of an application has on the wire, while nothing takes its place. */
export const groupClaimNameOf = (config: GroupClaims): string =>
  config.groupMembershipClaims === 'DirectoryRole' ? widsClaimName : nameOf(config).name;

/** Own name, or as a role claim, which wins: the value then has the name of the role claim (Redis Cloud, SAML with Entra). */
function nameOf(config: GroupClaims): Pick<MembershipClaim, 'name' | 'place'> {
  if (config.emitAsRoles) return { name: roleClaimName, place: 'roles' };
  const name = wireName(config);
  // "If you select a restricted name for your custom group claim, the claim will be ignored at runtime."
  if (config.name === '' || isRestricted(name)) return { name: groupsClaimName, place: 'groups' };
  return { name, place: 'last' };
}

/** In any letter case, which is assumed. */
function matches(group: ClaimGroup, { attribute, match, value }: GroupFilter): boolean {
  const text = (group[attribute] ?? '').toLowerCase();
  const wanted = value.toLowerCase();
  switch (match) {
    case 'prefix':
      return text.startsWith(wanted);
    case 'suffix':
      return text.endsWith(wanted);
    case 'contains':
      return text.includes(wanted);
  }
}

/** The value of a group; undefined for one that lacks the attribute, which is then dropped. */
function groupValue({ sourceAttribute, cloudDisplayNames }: GroupClaims, group: ClaimGroup) {
  if (
    !group.onPremisesSyncEnabled &&
    (cloudDisplayNames || sourceAttribute === 'cloud_displayname')
  )
    return group.displayName;
  return sourceValue(sourceAttribute, group);
}

function sourceValue(source: GroupSource, group: ClaimGroup): string | undefined {
  const { onPremisesSamAccountName: sam } = group;
  const inDomain = (domain: string | null) => (domain && sam ? `${domain}\\${sam}` : undefined);
  switch (source) {
    case 'object_id':
      return group.id;
    case 'sam_account_name':
      return sam ?? undefined;
    case 'netbios_domain_and_sam_account_name':
      return inDomain(group.onPremisesNetBiosName);
    case 'dns_domain_and_sam_account_name':
      return inDomain(group.onPremisesDomainName);
    case 'on_premises_security_identifier':
      return group.onPremisesSecurityIdentifier ?? undefined;
    case 'cloud_displayname':
      return undefined;
  }
}

function reasonOf(
  config: GroupClaims,
  wanted: readonly ClaimGroup[],
  filtered: readonly ClaimGroup[],
  values: readonly string[],
): string {
  const source = groupSourceWords[config.sourceAttribute];
  const choice = groupMembershipWords[config.groupMembershipClaims];
  if (values.length > 0) {
    const dropped = filtered.filter((group) => groupValue(config, group) === undefined).length;
    const without = dropped === 1 ? '1 group has' : `${dropped} groups have`;
    const rest =
      dropped === 0
        ? ''
        : `; ${without} no such value and ${dropped === 1 ? 'is' : 'are'} left out`;
    return `From ${choice}, by ${source}${rest}`;
  }
  if (wanted.length === 0) return `The user is in none of ${choice}, so the claim is left out`;
  if (filtered.length === 0)
    return 'No group of the user matches the filter, so the claim is left out';
  return `No group of the user has ${source}, so the claim is left out`;
}
