import { urn } from '../../../scim/urns.ts';
import { attributeOf } from '../schema/schema.ts';
import { ACTIVE, anchor, mapped, type SynchronizationTemplate, schemaFor } from './template.ts';

const enterprise = (name: string) => `${urn.enterpriseUser}:${name}`;
const address = (part: string) => `addresses[type eq "work"].${part}`;
const phone = (type: string) => `phoneNumbers[type eq "${type}"].value`;

const userMappings = [
  mapped('userName', 'userPrincipalName', { matchingPriority: 1 }),
  mapped('active', ACTIVE),
  mapped('displayName', 'displayName'),
  mapped('title', 'jobTitle'),
  mapped('emails[type eq "work"].value', 'mail'),
  mapped('preferredLanguage', 'preferredLanguage'),
  mapped('name.givenName', 'givenName'),
  mapped('name.familyName', 'surname'),
  mapped('name.formatted', 'Join(" ", [givenName], [surname])'),
  mapped(address('formatted'), 'physicalDeliveryOfficeName'),
  mapped(address('streetAddress'), 'streetAddress'),
  mapped(address('locality'), 'city'),
  mapped(address('region'), 'state'),
  mapped(address('postalCode'), 'postalCode'),
  mapped(address('country'), 'country'),
  mapped(phone('work'), 'telephoneNumber'),
  mapped(phone('mobile'), 'mobile'),
  mapped(phone('fax'), 'facsimileTelephoneNumber'),
  mapped('externalId', 'mailNickname'),
  mapped(enterprise('employeeNumber'), 'employeeId'),
  mapped(enterprise('department'), 'department'),
  mapped(enterprise('manager'), 'manager'),
];

const text = (...names: string[]) => names.map((name) => attributeOf(name));

/** What the attribute list of a non-gallery application offers, beside custom attributes (Graph, "customize attributes"; scim.md a.2). */
const userAttributes = [
  anchor,
  attributeOf('externalId', { caseExact: true }),
  attributeOf('active', { type: 'Boolean' }),
  attributeOf('userName', { required: true }),
  ...text('displayName', 'nickName', 'title', 'userType', 'preferredLanguage', 'locale'),
  ...text('timezone', 'profileUrl'),
  ...[
    'givenName',
    'familyName',
    'formatted',
    'middleName',
    'honorificPrefix',
    'honorificSuffix',
  ].map((name) => attributeOf(`name.${name}`)),
  ...['work', 'home', 'other'].map((type) => attributeOf(`emails[type eq "${type}"].value`)),
  ...['formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country'].map((part) =>
    attributeOf(address(part)),
  ),
  ...['work', 'mobile', 'fax', 'home', 'other', 'pager'].map((type) => attributeOf(phone(type))),
  attributeOf('roles', { multivalued: true }),
  ...['display', 'type', 'value'].map((part) => attributeOf(`roles[primary eq "True"].${part}`)),
  ...['employeeNumber', 'costCenter', 'organization', 'division', 'department'].map((name) =>
    attributeOf(enterprise(name)),
  ),
  attributeOf(enterprise('manager'), { type: 'Reference' }),
];

const groupMappings = [
  mapped('displayName', 'displayName', { matchingPriority: 1 }),
  mapped('externalId', 'objectId'),
  mapped('members', 'members'),
];

const groupAttributes = [
  anchor,
  attributeOf('externalId', { caseExact: true }),
  attributeOf('displayName', { required: true }),
  attributeOf('members', { type: 'Reference', multivalued: true }),
];

const schema = (id: string) =>
  schemaFor(id, 'customappsso', [
    { type: 'User', name: urn.user, mappings: userMappings, attributes: userAttributes },
    { type: 'Group', name: urn.group, mappings: groupMappings, attributes: groupAttributes },
  ]);

/** A non-gallery application, with the mappings of Microsoft's article "Develop and plan provisioning for a SCIM endpoint". */
export const scim: SynchronizationTemplate = {
  id: 'scim',
  factoryTag: 'scim',
  default: true,
  schema: schema('scim'),
};

/** The same with the behaviour of configurations from before December 2018 (scim.md 0). */
export const customappsso: SynchronizationTemplate = {
  id: 'customappsso',
  factoryTag: 'customappsso',
  default: false,
  schema: schema('customappsso'),
};
