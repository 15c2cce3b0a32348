import { urn } from '../../../scim/urns.ts';
import { attributeOf } from '../schema/schema.ts';
import { ACTIVE, anchor, mapped, type SynchronizationTemplate, schemaFor } from './template.ts';

const enterprise = (name: string) => `${urn.enterpriseUser}:${name}`;

/** Microsoft shows Peakon's mappings only as a picture, so these are put together from what both sides document (entra-admin.md 2.3; assumed). */
const mappings = [
  mapped('userName', 'userPrincipalName', { matchingPriority: 1 }),
  mapped('active', ACTIVE),
  mapped('emails[type eq "work"].value', 'mail'),
  mapped('name.givenName', 'givenName'),
  mapped('name.familyName', 'surname'),
  mapped('externalId', 'mailNickname'),
  mapped(enterprise('employeeNumber'), 'employeeId'),
  mapped(enterprise('department'), 'department'),
  mapped(enterprise('manager'), 'manager'),
];

const attributes = [
  anchor,
  attributeOf('externalId', { caseExact: true }),
  attributeOf('active', { type: 'Boolean' }),
  attributeOf('userName', { required: true }),
  ...['givenName', 'familyName', 'formatted'].map((name) => attributeOf(`name.${name}`)),
  attributeOf('emails[type eq "work"].value'),
  attributeOf('phoneNumbers[type eq "work"].value'),
  ...['employeeNumber', 'department'].map((name) => attributeOf(enterprise(name))),
  attributeOf(enterprise('manager'), { type: 'Reference' }),
  // Of the example in Peakon's article; a company adds its own (scim.md e).
  attributeOf(`${urn.peakonUser}:Business Unit`),
];

/** Peakon of the gallery: users only. */
export const peakon: SynchronizationTemplate = {
  id: 'peakon',
  factoryTag: 'peakon',
  default: true,
  schema: schemaFor('peakon', 'Peakon', [{ type: 'User', name: urn.user, mappings, attributes }]),
};
