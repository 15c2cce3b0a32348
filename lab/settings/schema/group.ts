import { Type } from 'typebox';
import { flag, list, names, optional, strict, text } from './words.ts';

export const Group = Type.Object(
  {
    displayName: text('Name; finds the group again.'),
    description: optional(text('Description.')),
    securityEnabled: optional(
      flag('Whether it is a security group. Default for a new group: true, unless it is Unified.'),
    ),
    mailEnabled: optional(
      flag(
        'Whether it has a mail address; without securityEnabled a distribution group. Default for a new group: false, unless it is Unified.',
      ),
    ),
    groupTypes: optional(list(Type.String(), 'Unified for a Microsoft 365 group.')),
    mailNickname: optional(text('Local part of its address. Default: made from the name.')),
    onPremisesSyncEnabled: optional(
      flag(
        'Whether it counts as synchronized from Active Directory. Default for a new group: whether one of the values below is given.',
      ),
    ),
    onPremisesSamAccountName: optional(text('sAMAccountName in Active Directory.')),
    onPremisesNetBiosName: optional(text('NetBIOS name of its domain.', ['CONTOSO'])),
    onPremisesDomainName: optional(text('DNS name of its domain.', ['contoso.com'])),
    onPremisesSecurityIdentifier: optional(
      text('Security identifier.', ['S-1-5-21-1180699209-877415012-3182824384-1001']),
    ),
    members: optional(list(Type.String(), 'User principal names of direct members.')),
    memberGroups: names('Groups that are members, by name.'),
  },
  { ...strict, title: 'A group' },
);
