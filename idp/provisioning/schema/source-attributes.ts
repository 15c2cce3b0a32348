import { extensionAttributeNumbers } from '../../response/user-profile.ts';
import { type AttributeDefinition, attributeOf, type ObjectType } from './schema.ts';

/** What Entra calls the tenant as a directory of a schema. */
export const SOURCE_DIRECTORY = 'Azure Active Directory';

/** Made by the service: true when the object is unassigned, filtered out, deleted, or its account is disabled (scim.md a.3). */
export const IS_SOFT_DELETED = 'IsSoftDeleted';

const text = (...names: string[]) => names.map((name) => attributeOf(name));

/** Attributes of the tenant's objects under the names that the mapping editor of Entra shows, which are those of Azure AD, not of Graph. */
export const sourceAttributes: Readonly<Record<ObjectType, readonly AttributeDefinition[]>> = {
  User: [
    attributeOf('objectId', { anchor: true, required: true, mutability: 'ReadOnly' }),
    attributeOf('accountEnabled', { type: 'Boolean' }),
    attributeOf(IS_SOFT_DELETED, { type: 'Boolean', mutability: 'ReadOnly' }),
    attributeOf('appRoleAssignments', { multivalued: true, mutability: 'ReadOnly' }),
    ...text('city', 'companyName', 'country', 'department', 'displayName', 'employeeId'),
    ...text('facsimileTelephoneNumber', 'givenName', 'immutableId', 'jobTitle', 'mail'),
    ...text('mailNickname'),
    attributeOf('manager', { type: 'Reference' }),
    ...text('mobile', 'onPremisesDomainName', 'onPremisesSamAccountName'),
    ...text('onPremisesSecurityIdentifier', 'onPremisesUserPrincipalName'),
    ...text('originalUserPrincipalName'),
    attributeOf('otherMails', { multivalued: true }),
    ...text('physicalDeliveryOfficeName', 'postalCode', 'preferredLanguage'),
    attributeOf('proxyAddresses', { multivalued: true }),
    ...text('state', 'streetAddress', 'surname', 'telephoneNumber', 'usageLocation'),
    ...text('userPrincipalName', 'userType'),
    ...text(...extensionAttributeNumbers.map((number) => `extensionAttribute${number}`)),
  ],
  Group: [
    attributeOf('objectId', { anchor: true, required: true, mutability: 'ReadOnly' }),
    ...text('description', 'displayName', 'mailNickname'),
    attributeOf('mailEnabled', { type: 'Boolean' }),
    attributeOf('securityEnabled', { type: 'Boolean' }),
    attributeOf('members', { type: 'Reference', multivalued: true }),
  ],
};

/** Attributes that no scoping filter can read (scim.md a.3). */
export const notInFilters: ReadonlySet<string> = new Set([
  'appRoleAssignments',
  'userType',
  'manager',
  'members',
  IS_SOFT_DELETED,
]);

/** Whether an object has this attribute: one of the list, or a directory extension. */
export const isSourceAttribute = (type: ObjectType, name: string): boolean =>
  sourceAttributes[type].some((attribute) => attribute.name === name) ||
  (type === 'User' && /^extension_[0-9a-f]{32}_\w+$/i.test(name));
