/** Group claims and roles, as operations take and answer them. */
import { Type } from 'typebox';
import { flag, one, strict, text } from './schemas.ts';

const optional = Type.Optional;
const texts = (description: string) => Type.Array(Type.String(), { description });

const filter = Type.Object(
  {
    attribute: one(['displayName', 'onPremisesSamAccountName'], 'What is compared.'),
    match: one(['prefix', 'suffix', 'contains'], 'How.'),
    value: text('What the attribute must begin with, end with or contain.'),
  },
  { ...strict, description: 'Only groups that match are sent.' },
);
const regex = Type.Object(
  {
    pattern: text('In the syntax of .NET.'),
    replacement: text('With {name} for each named group of the pattern.'),
  },
  { ...strict, description: 'Makes the values; needs a name.' },
);
const choice = one(
  ['None', 'All', 'SecurityGroup', 'DirectoryRole', 'ApplicationGroup'],
  'Which groups are sent.',
);
const sourceAttribute = one(
  [
    'object_id',
    'sam_account_name',
    'netbios_domain_and_sam_account_name',
    'dns_domain_and_sam_account_name',
    'on_premises_security_identifier',
    'cloud_displayname',
  ],
  'What is sent of a group.',
);
const cloudDisplayNames = flag(
  'Whether cloud-only groups are sent by their names; only with ApplicationGroup.',
);
const name = text("Name of the claim, in place of Entra's own; empty for that.");
const namespace = text('Namespace; empty when the name is the whole name.');
const emitAsRoles = flag('Whether groups are sent in the role claim, without app roles.');

export const SetGroupClaims = Type.Object(
  {
    groupMembershipClaims: choice,
    sourceAttribute: optional(sourceAttribute),
    cloudDisplayNames: optional(cloudDisplayNames),
    filter: optional(filter),
    name: optional(name),
    namespace: optional(namespace),
    emitAsRoles: optional(emitAsRoles),
    regex: optional(regex),
  },
  { ...strict, title: 'SetGroupClaims' },
);

export const GroupClaims = Type.Object(
  {
    groupMembershipClaims: choice,
    sourceAttribute,
    cloudDisplayNames,
    filter: Type.Union([filter, Type.Null()]),
    name,
    namespace,
    emitAsRoles,
    regex: Type.Union([regex, Type.Null()]),
  },
  { ...strict, title: 'GroupClaims' },
);

const displayName = text('Name for people.');
const value = text('Value of the role claim; empty: no claim.');
const description = text('Description.');
const allowedMemberTypes = texts('User for users and groups, Application, or both.');
const isEnabled = flag('false: it cannot be assigned to others.');

export const NewAppRole = Type.Object(
  {
    displayName,
    value: optional(value),
    description: optional(description),
    allowedMemberTypes: optional(allowedMemberTypes),
    isEnabled: optional(isEnabled),
  },
  { ...strict, title: 'NewAppRole' },
);

export const ChangedAppRole = Type.Object(
  {
    displayName: optional(displayName),
    value: optional(value),
    description: optional(description),
    allowedMemberTypes: optional(allowedMemberTypes),
    isEnabled: optional(isEnabled),
  },
  { ...strict, title: 'ChangedAppRole' },
);

export const AppRole = Type.Object(
  { id: text('GUID.'), displayName, value, description, allowedMemberTypes, isEnabled },
  { ...strict, title: 'AppRole' },
);
