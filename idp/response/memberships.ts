/** A group of a user, as claims need it. */
export interface ClaimGroup {
  readonly id: string;
  readonly displayName: string;
  readonly securityEnabled: boolean;
  /** Synchronized from Active Directory; otherwise a cloud-only group. */
  readonly onPremisesSyncEnabled: boolean;
  readonly onPremisesSamAccountName: string | null;
  readonly onPremisesNetBiosName: string | null;
  readonly onPremisesDomainName: string | null;
  readonly onPremisesSecurityIdentifier: string | null;
}

/** A directory role of a user. */
export interface ClaimDirectoryRole {
  /** Object ID of the role in its tenant. */
  readonly id: string;
  /** The same in every tenant. */
  readonly roleTemplateId: string;
}

/** What a user is a member of and has been given, as far as the claims of one application need it. */
export interface Memberships {
  /** Of the kind that the application wants; for `ApplicationGroup` those that are assigned to it and have the user as direct member. */
  readonly groups: readonly ClaimGroup[];
  /** The user is in more groups than were read: more than Entra sends or, with a filter, more than it filters. */
  readonly moreGroups: boolean;
  readonly directoryRoles: readonly ClaimDirectoryRole[];
  /** The values of the user's app roles, each once; `undefined` when no role of the application has a value. */
  readonly appRoles: readonly string[] | undefined;
}

/** Of an application whose claims need none of it. */
export const noMemberships: Memberships = {
  groups: [],
  moreGroups: false,
  directoryRoles: [],
  appRoles: undefined,
};

/** With more groups, a link is sent in their place (entra-saml.md 3.4). */
export const MAX_GROUPS = 150;

/** A filter is not applied when the user is in more groups than this (entra-saml.md 3.4). */
export const MAX_FILTERED_GROUPS = 1000;
