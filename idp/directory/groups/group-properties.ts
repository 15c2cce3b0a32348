import type { ArgumentTypes } from '../../../input/argument-types.ts';
import type { Fault } from '../../../input/invalid-input.ts';
import type { GroupRow } from '../tables.ts';

/** The properties of a group that administrators edit, under Microsoft Graph's names (resource type group). */
export interface GroupProperties {
  displayName: string;
  /** `''` when the group has none; so do the texts from Active Directory. */
  description: string;
  securityEnabled: boolean;
  mailEnabled: boolean;
  /** `Unified` makes a Microsoft 365 group. */
  groupTypes: readonly string[];
  mailNickname: string;
  /** Whether it is synchronized from Active Directory; otherwise it is a cloud-only group. */
  onPremisesSyncEnabled: boolean;
  onPremisesSamAccountName: string;
  onPremisesNetBiosName: string;
  /** DNS name of the domain. */
  onPremisesDomainName: string;
  onPremisesSecurityIdentifier: string;
}

/** Some of the properties of a group. */
export type SomeGroupProperties = {
  [Name in keyof GroupProperties]?: GroupProperties[Name] | undefined;
};

export const groupPropertyTypes: ArgumentTypes<SomeGroupProperties> = {
  displayName: 'string?',
  description: 'string?',
  securityEnabled: 'boolean?',
  mailEnabled: 'boolean?',
  groupTypes: 'string[]?',
  mailNickname: 'string?',
  onPremisesSyncEnabled: 'boolean?',
  onPremisesSamAccountName: 'string?',
  onPremisesNetBiosName: 'string?',
  onPremisesDomainName: 'string?',
  onPremisesSecurityIdentifier: 'string?',
};

/** Makes a Microsoft 365 group. */
export const UNIFIED = 'Unified';

/** The stored properties. */
export const groupPropertiesOf = (group: GroupRow): GroupProperties => ({
  displayName: group.displayName,
  description: group.description ?? '',
  securityEnabled: group.securityEnabled === 1,
  mailEnabled: group.mailEnabled === 1,
  groupTypes: JSON.parse(group.groupTypes) as string[],
  mailNickname: group.mailNickname,
  onPremisesSyncEnabled: group.onPremisesSyncEnabled === 1,
  onPremisesSamAccountName: group.onPremisesSamAccountName ?? '',
  onPremisesNetBiosName: group.onPremisesNetBiosName ?? '',
  onPremisesDomainName: group.onPremisesDomainName ?? '',
  onPremisesSecurityIdentifier: group.onPremisesSecurityIdentifier ?? '',
});

/** The properties as columns. */
export const groupColumns = (group: GroupProperties) => ({
  displayName: group.displayName,
  description: group.description || null,
  securityEnabled: Number(group.securityEnabled),
  mailEnabled: Number(group.mailEnabled),
  groupTypes: JSON.stringify(group.groupTypes),
  mailNickname: group.mailNickname,
  onPremisesSyncEnabled: Number(group.onPremisesSyncEnabled),
  onPremisesSamAccountName: group.onPremisesSamAccountName || null,
  onPremisesNetBiosName: group.onPremisesNetBiosName || null,
  onPremisesDomainName: group.onPremisesDomainName || null,
  onPremisesSecurityIdentifier: group.onPremisesSecurityIdentifier || null,
});

/**
 * What a new group has where nothing is said: a security group of the cloud; with the type `Unified` a Microsoft 365 group; with a text from
 * Active Directory a synchronized group.
 *
 * @param id of the group, for a mail nickname when the name has no letter that may be in one
 */
export function withDefaults(
  id: string,
  { displayName = '', ...given }: SomeGroupProperties,
): GroupProperties {
  const isUnified = given.groupTypes?.includes(UNIFIED) === true;
  const { onPremisesSamAccountName = '', onPremisesNetBiosName = '' } = given;
  const { onPremisesDomainName = '', onPremisesSecurityIdentifier = '' } = given;
  return {
    displayName,
    description: given.description ?? '',
    securityEnabled: given.securityEnabled ?? !isUnified,
    mailEnabled: given.mailEnabled ?? isUnified,
    groupTypes: given.groupTypes ?? [],
    mailNickname:
      given.mailNickname ?? (allowedInNickname(displayName).slice(0, 64) || id.slice(0, 8)),
    onPremisesSyncEnabled:
      given.onPremisesSyncEnabled ??
      `${onPremisesSamAccountName}${onPremisesNetBiosName}${onPremisesDomainName}${onPremisesSecurityIdentifier}` !==
        '',
    onPremisesSamAccountName,
    onPremisesNetBiosName,
    onPremisesDomainName,
    onPremisesSecurityIdentifier,
  };
}

/** What Graph forbids in mailNickname, in addition to anything outside ASCII (resource type group). */
const forbiddenInNickname = /[^\x21-\x7e]|[@()\\[\]";:<>,]/g;
const allowedInNickname = (text: string) => text.replace(forbiddenInNickname, '');

/** The broken rules of a group. Whether another one has the mail nickname is for the caller to find out. */
export function groupFaults(group: GroupProperties): (Fault | undefined)[] {
  const { displayName, description, mailNickname, groupTypes } = group;
  const fault = (property: keyof GroupProperties, code: string, message: string): Fault => ({
    property,
    code,
    message,
  });
  return [
    displayName === ''
      ? fault('displayName', 'required', 'Enter a name for the group.')
      : displayName.length > 256
        ? fault('displayName', 'too_long', 'A name has at most 256 characters.')
        : undefined,
    description.length > 1024
      ? fault('description', 'too_long', 'A description has at most 1,024 characters.')
      : undefined,
    groupTypes.some((type) => type !== UNIFIED)
      ? fault('groupTypes', 'group_type', 'The only group type here is Unified.')
      : undefined,
    groupTypes.includes(UNIFIED) && !group.mailEnabled
      ? fault('mailEnabled', 'required', 'A Microsoft 365 group is mail-enabled.')
      : undefined,
    group.securityEnabled || group.mailEnabled
      ? undefined
      : fault('securityEnabled', 'required', 'A group is security-enabled, mail-enabled or both.'),
    mailNickname === ''
      ? fault('mailNickname', 'required', 'Enter a mail nickname.')
      : allowedInNickname(mailNickname) !== mailNickname
        ? fault(
            'mailNickname',
            'character',
            'A mail nickname has ASCII letters, digits and signs other than @ ( ) \\ [ ] " ; : < > , and space.',
          )
        : mailNickname.length > 64
          ? fault('mailNickname', 'too_long', 'A mail nickname has at most 64 characters.')
          : undefined,
    ...onPremisesFaults(group, fault),
  ];
}

/** The rules of Active Directory: [MS-ADTS] 3.1.1.5.1.3 for sAMAccountName, [MS-DTYP] 2.4.2.1 for a SID, RFC 1001 14 for NetBIOS names. */
function onPremisesFaults(
  group: GroupProperties,
  fault: (property: keyof GroupProperties, code: string, message: string) => Fault,
): (Fault | undefined)[] {
  const { onPremisesSamAccountName: sam, onPremisesNetBiosName: netBios } = group;
  const { onPremisesDomainName: domain, onPremisesSecurityIdentifier: sid } = group;
  return [
    sam.length > 256 || /["[\]:;|=+*?<>/\\,]/.test(sam)
      ? fault(
          'onPremisesSamAccountName',
          'malformed',
          'A sAMAccountName has at most 256 characters, without " [ ] : ; | = + * ? < > / \\ and comma.',
        )
      : undefined,
    netBios === '' || /^[^\s"\\/:|<>*?.]{1,15}$/.test(netBios)
      ? undefined
      : fault(
          'onPremisesNetBiosName',
          'malformed',
          'A NetBIOS name has at most 15 characters, such as CONTOSO.',
        ),
    domain === '' || /^(?=.{1,255}$)[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(domain)
      ? undefined
      : fault('onPremisesDomainName', 'malformed', 'A DNS domain name looks like contoso.com.'),
    sid === '' || /^S-1-\d{1,15}(-\d{1,10}){1,15}$/.test(sid)
      ? undefined
      : fault(
          'onPremisesSecurityIdentifier',
          'malformed',
          'A security identifier looks like S-1-5-21-1180699209-877415012-3182824384-1001.',
        ),
  ];
}
