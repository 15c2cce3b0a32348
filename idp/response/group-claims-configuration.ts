/** Which memberships are sent (entra-saml.md 3.4), under the names of the property `groupMembershipClaims` of a registration. */
export type GroupMembershipClaims =
  | 'None'
  | 'All'
  | 'SecurityGroup'
  | 'DirectoryRole'
  | 'ApplicationGroup';

/** "Source attribute", under the names of the additional properties of the optional claim `groups` (entra-saml.md 3.4). */
export type GroupSource =
  | 'object_id'
  | 'sam_account_name'
  | 'netbios_domain_and_sam_account_name'
  | 'dns_domain_and_sam_account_name'
  | 'on_premises_security_identifier'
  | 'cloud_displayname';

/** "Filter groups". */
export interface GroupFilter {
  readonly attribute: 'displayName' | 'onPremisesSamAccountName';
  readonly match: 'prefix' | 'suffix' | 'contains';
  readonly value: string;
}

/** "Apply regex replace to groups claim content". */
export interface GroupRegex {
  /** In the syntax of .NET. */
  readonly pattern: string;
  /** With `{name}` for each named group of the pattern. */
  readonly replacement: string;
}

/** "Group Claims" of an application. */
export interface GroupClaims {
  readonly groupMembershipClaims: GroupMembershipClaims;
  readonly sourceAttribute: GroupSource;
  /** "Emit group name for cloud-only groups". */
  readonly cloudDisplayNames: boolean;
  readonly filter: GroupFilter | null;
  /** Of the claim; empty for Entra's own name. */
  readonly name: string;
  readonly namespace: string;
  readonly emitAsRoles: boolean;
  readonly regex: GroupRegex | null;
}

/** What an application starts with: no group claim. */
export const noGroupClaims: GroupClaims = {
  groupMembershipClaims: 'None',
  sourceAttribute: 'object_id',
  cloudDisplayNames: false,
  filter: null,
  name: '',
  namespace: '',
  emitAsRoles: false,
  regex: null,
};

/** The choices in Entra's words. */
export const groupMembershipWords: Readonly<Record<GroupMembershipClaims, string>> = {
  None: 'None',
  All: 'All groups',
  SecurityGroup: 'Security groups',
  DirectoryRole: 'Directory roles',
  ApplicationGroup: 'Groups assigned to the application',
};

/** The source attributes in Entra's words. */
export const groupSourceWords: Readonly<Record<GroupSource, string>> = {
  object_id: 'Group ID',
  sam_account_name: 'sAMAccountName',
  netbios_domain_and_sam_account_name: 'NetbiosDomain\\sAMAccountName',
  dns_domain_and_sam_account_name: 'DNSDomain\\sAMAccountName',
  on_premises_security_identifier: 'On Premises Group Security Identifier',
  cloud_displayname: 'Cloud-only group display names',
};
