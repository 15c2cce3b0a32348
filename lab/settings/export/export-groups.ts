import type { Directory } from '../../../idp/index.ts';
import type { GroupSettings } from '../settings-parts.ts';
import type { LeaveOut } from './leave-out.ts';

/** The groups of a tenant with their members; what a new group has anyway is left out. */
export async function exportGroups(
  directory: Directory,
  tenantId: string,
  leaveOut: LeaveOut,
): Promise<GroupSettings[]> {
  const groups = await directory.listGroups(tenantId);
  if (groups.length === 1000)
    leaveOut('Of a tenant with more than 1,000 groups, the first 1,000 are here.');
  return Promise.all(groups.map(({ id }) => exportGroup(directory, id)));
}

async function exportGroup(directory: Directory, id: string): Promise<GroupSettings> {
  const { displayName, groupTypes, ...group } = await directory.groupProperties(id);
  const memberGroups = await directory.listMemberGroups(id);
  const isUnified = groupTypes.length > 0;
  const usual = {
    description: '',
    securityEnabled: !isUnified,
    mailEnabled: isUnified,
    mailNickname: undefined,
    onPremisesSyncEnabled: false,
    onPremisesSamAccountName: '',
    onPremisesNetBiosName: '',
    onPremisesDomainName: '',
    onPremisesSecurityIdentifier: '',
  } satisfies Record<keyof typeof group, unknown>;
  const names = Object.keys(usual) as (keyof typeof usual)[];
  return {
    displayName,
    ...(isUnified && { groupTypes }),
    ...Object.fromEntries(
      names.filter((name) => group[name] !== usual[name]).map((name) => [name, group[name]]),
    ),
    members: (await directory.listGroupMembers(id)).map((member) => member.userPrincipalName),
    ...(memberGroups.length > 0 && {
      memberGroups: memberGroups.map((member) => member.displayName),
    }),
  };
}
