/** Numbers of the extension attributes that are synchronised from on-premises. */
export const extensionAttributeNumbers = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
] as const;

export type ExtensionAttribute = `extensionAttribute${(typeof extensionAttributeNumbers)[number]}`;

/**
 * The properties of a user that no query asks for, under Microsoft Graph's names (resource type user): they are stored as one JSON text, in which
 * a property without a value is absent.
 */
export interface UserProfile {
  readonly jobTitle?: string;
  readonly companyName?: string;
  readonly department?: string;
  readonly employeeId?: string;
  readonly officeLocation?: string;
  readonly streetAddress?: string;
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
  /** At most one, as in Graph. */
  readonly businessPhones?: readonly string[];
  readonly mobilePhone?: string;
  readonly faxNumber?: string;
  readonly otherMails?: readonly string[];
  /** `SMTP:` marks the primary address, `smtp:` the others. */
  readonly proxyAddresses?: readonly string[];
  /** Two letters, ISO 3166. */
  readonly usageLocation?: string;
  /** Such as `en-US`. */
  readonly preferredLanguage?: string;
  readonly preferredDataLocation?: string;
  /** `Granted`, `Denied` or `NotRequired`. */
  readonly consentProvidedForMinor?: string;
  readonly onPremisesSyncEnabled?: boolean;
  readonly onPremisesSamAccountName?: string;
  readonly onPremisesDomainName?: string;
  readonly onPremisesUserPrincipalName?: string;
  readonly onPremisesSecurityIdentifier?: string;
  readonly onPremisesExtensionAttributes?: { readonly [Name in ExtensionAttribute]?: string };
  /** Values of directory extensions, by the name `extension_{appId without hyphens}_{name}`; a list for a multi-valued one. */
  readonly directoryExtensions?: Readonly<Record<string, string | readonly string[]>>;
}

const none: UserProfile = {};
const read = new WeakMap<object, UserProfile>();

/** The stored profile of a user. It is parsed when a claim first asks for it, which the default claims never do. */
export function profileOf(user: { readonly profile?: string | null | undefined }): UserProfile {
  if (!user.profile) return none;
  const known = read.get(user);
  if (known) return known;
  const profile = JSON.parse(user.profile) as UserProfile;
  read.set(user, profile);
  return profile;
}
