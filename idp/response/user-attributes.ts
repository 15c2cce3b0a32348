import { personalAccounts } from './identity-provider.ts';
import {
  type ExtensionAttribute,
  extensionAttributeNumbers,
  profileOf,
  type UserProfile,
} from './user-profile.ts';

/** What claims are made from; of a user in the directory. */
export interface ClaimsUser {
  id: string;
  displayName: string;
  userPrincipalName: string;
  givenName: string | null;
  surname: string | null;
  mail: string | null;
  /** Of a guest: the tenant of the account that signed in. */
  homeTenantId?: string | null | undefined;
  mailNickname?: string | undefined;
  /** `Member` or `Guest`. */
  userType?: string | undefined;
  accountEnabled?: boolean | undefined;
  onPremisesImmutableId?: string | null | undefined;
  createdDateTime?: string | undefined;
  lastPasswordChangeDateTime?: string | null | undefined;
  /** Of an invited user: `Accepted`. */
  externalUserState?: string | null | undefined;
  /** JSON of `UserProfile`. */
  profile?: string | null | undefined;
}

/** The application that the claims are for. */
export interface ClaimsApplication {
  /** Object id of the servicePrincipal. */
  servicePrincipalId: string;
  displayName: string;
}

/** Whose claims are made, and for what. */
export interface ClaimsSubject {
  user: ClaimsUser;
  /** Absent where only the user is asked about. */
  application?: ClaimsApplication | undefined;
  /** The groups that the user belongs to; needed when a condition names a group. */
  groupIds?: ReadonlySet<string> | undefined;
  /** The values of the user's app roles. */
  assignedRoles?: readonly string[] | undefined;
}

type Value = string | readonly string[] | null | undefined;

/** A property that is text in the profile. */
const text =
  (
    name: {
      [Name in keyof UserProfile]-?: UserProfile[Name] extends string | undefined ? Name : never;
    }[keyof UserProfile],
  ) =>
  ({ user }: ClaimsSubject): string | undefined =>
    profileOf(user)[name];

/** Lower case, as XML Schema writes booleans (assumed). */
const flag = (value: boolean | undefined) => (value === undefined ? undefined : String(value));

const extensionAttribute =
  (name: ExtensionAttribute) =>
  ({ user }: ClaimsSubject): string | undefined =>
    profileOf(user).onPremisesExtensionAttributes?.[name];

type ExtensionId = `user.extensionattribute${(typeof extensionAttributeNumbers)[number]}`;

const extensionAttributes = Object.fromEntries(
  extensionAttributeNumbers.map((number) => [
    `user.extensionattribute${number}`,
    extensionAttribute(`extensionAttribute${number}`),
  ]),
) as Record<ExtensionId, (subject: ClaimsSubject) => Value>;

/** Attributes that claims can be made from, under Entra's ids (entra-saml.md 3.1). */
export const userAttributes = {
  'user.userprincipalname': ({ user }) => shownUserPrincipalName(user),
  'user.localuserprincipalname': ({ user }) => user.userPrincipalName,
  'user.mail': ({ user }) => user.mail,
  'user.givenname': ({ user }) => user.givenName,
  'user.surname': ({ user }) => user.surname,
  'user.displayname': ({ user }) => user.displayName,
  'user.objectid': ({ user }) => user.id,
  'user.mailnickname': ({ user }) => user.mailNickname,
  'user.othermail': ({ user }) => profileOf(user).otherMails,
  'user.proxyaddresses': ({ user }) => profileOf(user).proxyAddresses,
  'user.jobtitle': text('jobTitle'),
  'user.department': text('department'),
  'user.companyname': text('companyName'),
  'user.employeeid': text('employeeId'),
  'user.officelocation': text('officeLocation'),
  'user.streetaddress': text('streetAddress'),
  'user.city': text('city'),
  'user.state': text('state'),
  'user.postalcode': text('postalCode'),
  'user.country': text('country'),
  'user.telephonenumber': ({ user }) => profileOf(user).businessPhones,
  'user.mobilephone': text('mobilePhone'),
  'user.facsimiletelephonenumber': text('faxNumber'),
  'user.preferredlanguage': text('preferredLanguage'),
  'user.preferreddatalocation': text('preferredDataLocation'),
  'user.usertype': ({ user }) => user.userType,
  'user.accountenabled': ({ user }) => flag(user.accountEnabled),
  'user.createddatetime': ({ user }) => user.createdDateTime,
  // Invitation for an invited user, and null for an ordinary account (Graph, resource type user).
  'user.creationtype': ({ user }) => (user.externalUserState ? 'Invitation' : null),
  'user.lastpasswordchangedatetime': ({ user }) => user.lastPasswordChangeDateTime,
  'user.consentprovidedforminor': text('consentProvidedForMinor'),
  'user.onpremisessamaccountname': text('onPremisesSamAccountName'),
  'user.onpremisesdomainname': text('onPremisesDomainName'),
  // Graph calls onPremisesDomainName also dnsDomainName.
  'user.dnsdomainname': text('onPremisesDomainName'),
  'user.onpremisesuserprincipalname': text('onPremisesUserPrincipalName'),
  'user.onpremisesecurityidentifier': text('onPremisesSecurityIdentifier'),
  'user.onpremisesimmutableid': ({ user }) => user.onPremisesImmutableId,
  'user.onpremisessyncenabled': ({ user }) => flag(profileOf(user).onPremisesSyncEnabled),
  ...extensionAttributes,
  'user.assignedroles': ({ assignedRoles }) => assignedRoles,
  // Only for the NameID, which makes the value (`name-id.ts`).
  'user.pairwiseid': () => null,
  'application.displayname': ({ application }) => application?.displayName,
  'application.objectid': ({ application }) => application?.servicePrincipalId,
} as const satisfies Record<string, (subject: ClaimsSubject) => Value>;

export type UserAttribute = keyof typeof userAttributes;

/** Attributes with several values, all of which a claim gets (enterprise-app-role-management.md). */
export const emittedWhole: ReadonlySet<UserAttribute> = new Set(['user.assignedroles']);

/** Attributes with several values; a claim gets the first one, unless a transformation treats the source as multivalued (CMP, CLM). */
export const multiValuedAttributes: ReadonlySet<UserAttribute> = new Set([
  ...emittedWhole,
  'user.othermail',
  'user.proxyaddresses',
]);

/** A guest from another tenant has the home address in its place, a guest with a personal account the name with `#EXT#` (entra-saml.md 11.2). */
function shownUserPrincipalName({ homeTenantId, mail, userPrincipalName }: ClaimsUser): string {
  const fromTenant = homeTenantId && homeTenantId !== personalAccounts.tenantId;
  return (fromTenant && mail) || userPrincipalName;
}
