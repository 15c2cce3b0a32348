import { emailAddress } from '../../../input/email-address.ts';
import type { UserProfile } from '../../response/user-profile.ts';

/** The sections of the admin center that show a user's properties (entra-admin.md 1.10). */
export const profileSections = {
  job: 'Job information',
  contact: 'Contact information',
  parental: 'Parental controls',
  settings: 'Settings',
  onPremises: 'On-premises',
} as const;

export type ProfileSection = keyof typeof profileSections;

type NamesOf<Value> = {
  [Name in keyof UserProfile]-?: Required<UserProfile>[Name] extends Value ? Name : never;
}[keyof UserProfile];

/** Properties of the profile that are text, and lists of text. */
export type ProfileText = NamesOf<string>;
export type ProfileList = NamesOf<readonly string[]>;

/** The rules of a property of the profile, and how pages call it. */
export interface ProfileField {
  readonly name: ProfileText | ProfileList;
  readonly label: string;
  readonly section: ProfileSection;
  /** Characters of one value, at most (Graph, resource type user; assumed where it names no limit). */
  readonly most: number;
  /** For a list: how many values it has at most. */
  readonly values?: number;
  readonly shape?: { readonly pattern: RegExp; readonly message: string };
  readonly hint?: string;
}

const address = {
  pattern: emailAddress,
  message: 'This is not an e-mail address; it looks like name@contoso.com.',
};

export const profileFields: readonly ProfileField[] = [
  { name: 'jobTitle', label: 'Job title', section: 'job', most: 128 },
  { name: 'companyName', label: 'Company name', section: 'job', most: 64 },
  { name: 'department', label: 'Department', section: 'job', most: 64 },
  { name: 'employeeId', label: 'Employee ID', section: 'job', most: 16 },
  { name: 'officeLocation', label: 'Office location', section: 'job', most: 128 },
  { name: 'streetAddress', label: 'Street address', section: 'contact', most: 1024 },
  { name: 'city', label: 'City', section: 'contact', most: 128 },
  { name: 'state', label: 'State or province', section: 'contact', most: 128 },
  { name: 'postalCode', label: 'ZIP or postal code', section: 'contact', most: 40 },
  { name: 'country', label: 'Country or region', section: 'contact', most: 128 },
  { name: 'businessPhones', label: 'Business phone', section: 'contact', most: 64, values: 1 },
  { name: 'mobilePhone', label: 'Mobile phone', section: 'contact', most: 64 },
  { name: 'faxNumber', label: 'Fax number', section: 'contact', most: 64 },
  {
    name: 'otherMails',
    label: 'Other emails',
    section: 'contact',
    most: 250,
    values: 250,
    shape: address,
    hint: 'One on each line.',
  },
  {
    name: 'proxyAddresses',
    label: 'Proxy addresses',
    section: 'contact',
    most: 1123,
    values: 250,
    shape: {
      pattern: /^[A-Za-z0-9]+:\S+$/,
      message: 'A proxy address begins with its kind, such as SMTP:name@contoso.com.',
    },
    hint: 'One on each line; SMTP: in capitals marks the primary address.',
  },
  {
    name: 'consentProvidedForMinor',
    label: 'Consent provided for minor',
    section: 'parental',
    most: 16,
    shape: {
      pattern: /^(?:Granted|Denied|NotRequired)$/,
      message: 'The consent is Granted, Denied or NotRequired.',
    },
    hint: 'Granted, Denied or NotRequired.',
  },
  {
    name: 'usageLocation',
    label: 'Usage location',
    section: 'settings',
    most: 2,
    shape: {
      pattern: /^[A-Z]{2}$/,
      message: 'A usage location has two capital letters, such as US (ISO 3166).',
    },
    hint: 'Two letters, such as US.',
  },
  {
    name: 'preferredLanguage',
    label: 'Preferred language',
    section: 'settings',
    most: 35,
    shape: {
      pattern: /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/,
      message: 'A language is a code such as en or en-US (ISO 639-1).',
    },
    hint: 'Such as en-US.',
  },
  {
    name: 'preferredDataLocation',
    label: 'Preferred data location',
    section: 'settings',
    most: 8,
    shape: { pattern: /^[A-Z]{2,8}$/, message: 'A data location is a code such as EUR or NAM.' },
    hint: 'Such as EUR.',
  },
  {
    name: 'onPremisesSamAccountName',
    label: 'SAM account name',
    section: 'onPremises',
    most: 256,
    shape: {
      pattern: /^[^"/\\[\]:;|=,+*?<>\s]+$/,
      message: 'A SAM account name has no spaces and none of " / \\ [ ] : ; | = , + * ? < >',
    },
  },
  { name: 'onPremisesDomainName', label: 'Domain name', section: 'onPremises', most: 255 },
  {
    name: 'onPremisesUserPrincipalName',
    label: 'On-premises user principal name',
    section: 'onPremises',
    most: 1024,
  },
  {
    name: 'onPremisesSecurityIdentifier',
    label: 'Security identifier (SID)',
    section: 'onPremises',
    most: 184,
    shape: {
      pattern: /^S-\d+(?:-\d+)+$/,
      message: 'A security identifier looks like S-1-5-21-1180699209-877415012-3182924384-1004.',
    },
  },
];

/** Whether a property of the profile is a list. */
export const isProfileList = (
  field: ProfileField,
): field is ProfileField & { name: ProfileList; values: number } => field.values !== undefined;
