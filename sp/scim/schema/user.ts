import { urn } from '../../../scim/urns.ts';
import type { Attribute, ResourceType, Schema } from './attribute.ts';
import { text, valueMembers } from './common.ts';
import { peakonUser } from './peakon-user.ts';

const multiValued = (
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
): Attribute => ({ name, type: 'complex', description, multiValued: true, subAttributes });

const coreUser: Schema = {
  id: urn.user,
  name: 'User',
  description: 'An employee',
  attributes: [
    {
      ...text('userName', 'The name that the employee signs in with: the e-mail address.'),
      required: true,
      unique: true,
    },
    {
      name: 'name',
      type: 'complex',
      description: 'The name of the employee.',
      subAttributes: [
        text('formatted', 'The whole name.'),
        text('familyName', 'The last name.'),
        text('givenName', 'The first name.'),
        text('middleName', 'The middle name.'),
        text('honorificPrefix', 'A title.'),
        text('honorificSuffix', 'What follows the name.'),
      ],
    },
    text('displayName', 'The name that pages show.'),
    text('nickName', 'What the employee is called.'),
    { name: 'profileUrl', type: 'reference', description: 'A page about the employee.' },
    text('title', 'The job title.'),
    text('userType', 'The kind of employment.'),
    text('preferredLanguage', 'A language, as in Accept-Language.'),
    text('locale', 'A language tag.'),
    text('timezone', 'A time zone of the IANA database.'),
    {
      name: 'active',
      type: 'boolean',
      description: 'Whether the employee may sign in and gets surveys.',
    },
    multiValued(
      'emails',
      'E-mail addresses.',
      valueMembers('e-mail address', ['work', 'home', 'other']),
    ),
    multiValued(
      'phoneNumbers',
      'Phone numbers.',
      valueMembers('phone number', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    ),
    multiValued('ims', 'Instant messaging.', valueMembers('address', [])),
    multiValued('photos', 'Pictures.', valueMembers('picture', ['photo', 'thumbnail'])),
    multiValued('addresses', 'Postal addresses.', [
      text('formatted', 'The whole address.'),
      text('streetAddress', 'Street and number.'),
      text('locality', 'The city.'),
      text('region', 'The state or region.'),
      text('postalCode', 'The postal code.'),
      text('country', 'The country.'),
      { ...text('type', 'What it is for.'), canonicalValues: ['work', 'home', 'other'] },
      { name: 'primary', type: 'boolean', description: 'Whether this is the preferred address.' },
    ]),
    multiValued('roles', 'Roles in the application.', valueMembers('role', [])),
  ],
};

const enterpriseUser: Schema = {
  id: urn.enterpriseUser,
  name: 'EnterpriseUser',
  description: 'An employee in an enterprise',
  attributes: [
    text('employeeNumber', 'The number by which the company knows the employee.'),
    text('costCenter', 'The cost center.'),
    text('organization', 'The organization.'),
    text('division', 'The division.'),
    text('department', 'The department.'),
    {
      name: 'manager',
      type: 'complex',
      description: 'The manager of the employee.',
      subAttributes: [
        { ...text('value', 'The id of the manager.'), caseExact: true },
        { name: '$ref', type: 'reference', description: 'The address of the manager.' },
        text('displayName', 'The name of the manager.'),
      ],
    },
  ],
};

/** Employees, as Peakon documents them and with the other attributes of RFC 7643 (scim.md e). */
export const userType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: 'Employees',
  schema: coreUser,
  extensions: [enterpriseUser, peakonUser],
};
