import type { UserRow } from '../../directory/tables.ts';
import { profileOf, type UserProfile } from '../../response/user-profile.ts';
import { type AssignedRole, asFlag, type Plain, type SourceObject } from '../expressions/value.ts';
import { IS_SOFT_DELETED } from '../schema/source-attributes.ts';

/** A user of the tenant as a job sees it. */
export interface SourceUser {
  readonly id: string;
  readonly row: UserRow;
  /** In "Deleted users", from where it can come back. */
  readonly isDeleted: boolean;
  /** Directly, or as a direct member of an assigned group. */
  readonly isAssigned: boolean;
  /** Of the application, by display name. */
  readonly roles: readonly AssignedRole[];
}

type Read = (row: UserRow, profile: UserProfile) => Plain | undefined;

const inProfile =
  (
    name: {
      [Name in keyof UserProfile]-?: UserProfile[Name] extends string | undefined ? Name : never;
    }[keyof UserProfile],
  ): Read =>
  (_, profile) =>
    profile[name];

/** Attributes under the names of Azure AD, which mappings use; those of Graph where they differ are in entra-admin.md 1.10. */
const readers: Readonly<Record<string, Read>> = {
  objectId: ({ id }) => id,
  accountEnabled: ({ accountEnabled }) => asFlag(accountEnabled === 1),
  city: inProfile('city'),
  companyName: inProfile('companyName'),
  country: inProfile('country'),
  department: inProfile('department'),
  displayName: ({ displayName }) => displayName,
  employeeId: inProfile('employeeId'),
  facsimileTelephoneNumber: inProfile('faxNumber'),
  givenName: ({ givenName }) => givenName,
  immutableId: ({ onPremisesImmutableId }) => onPremisesImmutableId,
  jobTitle: inProfile('jobTitle'),
  mail: ({ mail }) => mail,
  mailNickname: ({ mailNickname }) => mailNickname,
  manager: ({ managerId }) => managerId,
  mobile: inProfile('mobilePhone'),
  onPremisesDomainName: inProfile('onPremisesDomainName'),
  onPremisesSamAccountName: inProfile('onPremisesSamAccountName'),
  onPremisesSecurityIdentifier: inProfile('onPremisesSecurityIdentifier'),
  onPremisesUserPrincipalName: inProfile('onPremisesUserPrincipalName'),
  originalUserPrincipalName: ({ userPrincipalName }) => userPrincipalName,
  otherMails: (_, { otherMails }) => otherMails,
  physicalDeliveryOfficeName: inProfile('officeLocation'),
  postalCode: inProfile('postalCode'),
  preferredLanguage: inProfile('preferredLanguage'),
  proxyAddresses: (_, { proxyAddresses }) => proxyAddresses,
  state: inProfile('state'),
  streetAddress: inProfile('streetAddress'),
  surname: ({ surname }) => surname,
  telephoneNumber: (_, { businessPhones }) => businessPhones?.[0],
  usageLocation: inProfile('usageLocation'),
  // Of a guest without the #EXT# that Entra puts into the name (entra-admin.md 4.3).
  userPrincipalName: ({ userPrincipalName }) => userPrincipalName.replace('#EXT#', ''),
  userType: ({ userType }) => userType,
};

/** What the expressions of a mapping read. @param isSoftDeleted as the scope says */
export function userObject(
  { row, roles }: SourceUser,
  isSoftDeleted: boolean,
  guid: () => string,
): SourceObject {
  const profile = profileOf(row);
  return {
    roles,
    guid,
    attribute(name) {
      if (name === IS_SOFT_DELETED) return asFlag(isSoftDeleted);
      const value = readers[name]?.(row, profile) ?? furtherAttribute(profile, name);
      return value === undefined || value === '' ? null : value;
    },
  };
}

function furtherAttribute(profile: UserProfile, name: string): Plain | undefined {
  const { onPremisesExtensionAttributes, directoryExtensions } = profile;
  if (name.startsWith('extensionAttribute'))
    return Object.entries(onPremisesExtensionAttributes ?? {}).find(([key]) => key === name)?.[1];
  return directoryExtensions?.[name];
}
