import { Type } from 'typebox';
import { flag, list, optional, strict, text } from './words.ts';

export const GroupClaims = Type.Object(
  {
    groupMembershipClaims: text(
      'Which groups are sent: None, All, SecurityGroup, DirectoryRole (as wids) or ApplicationGroup (assigned to the application).',
      ['SecurityGroup'],
    ),
    sourceAttribute: optional(
      text(
        'What is sent of a group: object_id, sam_account_name, netbios_domain_and_sam_account_name, dns_domain_and_sam_account_name, on_premises_security_identifier or cloud_displayname. Default: object_id.',
        ['sam_account_name'],
      ),
    ),
    cloudDisplayNames: optional(
      flag('Whether cloud-only groups are sent by their names; only with ApplicationGroup.'),
    ),
    filter: optional(
      Type.Object(
        {
          attribute: text('displayName or onPremisesSamAccountName.', ['displayName']),
          match: text('prefix, suffix or contains.', ['prefix']),
          value: text('What the attribute must begin with, end with or contain.', ['Sales']),
        },
        { ...strict, description: 'Only groups that match are sent.' },
      ),
    ),
    name: optional(text("Name of the claim, in place of Entra's own.")),
    namespace: optional(text('Namespace; absent when the name is the whole name.')),
    emitAsRoles: optional(flag('Whether groups are sent in the role claim, without app roles.')),
    regex: optional(
      Type.Object(
        {
          pattern: text('Regular expression in the syntax of .NET.', ['^Sales-(?<team>.+)$']),
          replacement: text('The value, with {name} for each named group of the pattern.', [
            '{team}',
          ]),
        },
        { ...strict, description: 'Makes the values; needs a name.' },
      ),
    ),
  },
  { ...strict, description: 'The group claim.' },
);

export const AppRole = Type.Object(
  {
    displayName: text('Name; finds the role again.', ['Survey Writer']),
    value: optional(
      text('Value of the role claim. Default: none, and no claim.', ['Survey.Create']),
    ),
    description: optional(text('Description. Default for a new role: its name.')),
    allowedMemberTypes: optional(
      list(Type.String(), 'User for users and groups, Application, or both. Default: User.'),
    ),
    isEnabled: optional(flag('false: it cannot be assigned to others. Default: true.')),
  },
  { ...strict, title: 'An app role' },
);
