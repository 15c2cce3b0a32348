/** Rows about groups; the conventions are in `../tables.ts`. */
export interface GroupTables {
  directoryGroup: GroupRow;
  groupMember: { groupId: string; userId: string };
  /** Groups that are members of groups. */
  memberGroup: { groupId: string; memberGroupId: string };
}

export interface GroupRow {
  id: string;
  tenantId: string;
  displayName: string;
  description: string | null;
  createdDateTime: string;
  securityEnabled: number;
  mailEnabled: number;
  /** JSON list: `Unified` in that of a Microsoft 365 group. */
  groupTypes: string;
  mailNickname: string;
  /** 1: synchronized from Active Directory; 0: a group of the cloud. */
  onPremisesSyncEnabled: number;
  onPremisesSamAccountName: string | null;
  onPremisesNetBiosName: string | null;
  /** DNS name of the domain. */
  onPremisesDomainName: string | null;
  onPremisesSecurityIdentifier: string | null;
}
