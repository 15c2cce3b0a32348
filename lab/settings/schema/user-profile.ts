import { Type } from 'typebox';
import { flag, list, optional, strict, text } from './words.ts';

const extensionAttributes = Object.fromEntries(
  Array.from({ length: 15 }, (_, index) => [
    `extensionAttribute${index + 1}`,
    optional(text(`Extension attribute ${index + 1}.`)),
  ]),
);

/** Job, contact and on-premises information of a user, under Microsoft Graph's names; an empty value removes one. */
export const profile = {
  jobTitle: optional(text('Job title.')),
  companyName: optional(text('Company name.')),
  department: optional(text('Department.')),
  employeeId: optional(text('Employee ID.')),
  officeLocation: optional(text('Office location.')),
  streetAddress: optional(text('Street address.')),
  city: optional(text('City.')),
  state: optional(text('State or province.')),
  postalCode: optional(text('ZIP or postal code.')),
  country: optional(text('Country or region.')),
  businessPhones: optional(list(Type.String(), 'Business phone, at most one.')),
  mobilePhone: optional(text('Mobile phone.')),
  faxNumber: optional(text('Fax number.')),
  otherMails: optional(list(Type.String(), 'Other e-mail addresses.')),
  proxyAddresses: optional(
    list(Type.String(), 'Proxy addresses, such as SMTP:name@contoso.com, the primary one.'),
  ),
  consentProvidedForMinor: optional(text('Granted, Denied or NotRequired.')),
  usageLocation: optional(text('Usage location, two letters.', ['US'])),
  preferredLanguage: optional(text('Preferred language.', ['en-US'])),
  preferredDataLocation: optional(text('Preferred data location.', ['EUR'])),
  onPremisesSyncEnabled: optional(flag('Whether the user comes from Active Directory.')),
  onPremisesSamAccountName: optional(text('SAM account name.')),
  onPremisesDomainName: optional(text('DNS name of the on-premises domain.')),
  onPremisesUserPrincipalName: optional(text('User principal name in Active Directory.')),
  onPremisesSecurityIdentifier: optional(text('Security identifier (SID).')),
  onPremisesExtensionAttributes: optional(
    Type.Object(extensionAttributes, {
      ...strict,
      title: 'Extension attributes',
      description: 'Extension attributes 1 to 15.',
    }),
  ),
  directoryExtensions: optional(
    Type.Unsafe<Readonly<Record<string, string | readonly string[]>>>({
      type: 'object',
      description:
        'Values of directory extensions, by the name extension_{appId without hyphens}_{name}.',
      additionalProperties: Type.Union([Type.String(), Type.Array(Type.String())]),
    }),
  ),
};
