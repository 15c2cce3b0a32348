import { Type } from 'typebox';
import { Claim, ClaimsOptions, ExtensionProperty, NameId } from './claim.ts';
import { AppRole, GroupClaims } from './group-claims.ts';
import { Provisioning } from './provisioning.ts';
import { Encryption, SignedRequests } from './service-provider-keys.ts';
import { flag, list, optional, strict, text } from './words.ts';

const ReplyUrl = Type.Union([
  Type.String(),
  Type.Object(
    {
      uri: text('The Reply URL.'),
      index: optional(
        Type.Integer({ description: 'AssertionConsumerServiceIndex that names it, 0 to 65535.' }),
      ),
    },
    { ...strict, title: 'A Reply URL with an index' },
  ),
]);

const Certificate = Type.Object(
  {
    pfx: optional(text('PFX file with certificate and key.')),
    password: optional(text('Password of the PFX file. Default: none.')),
    certificate: optional(text('Certificate file, in place of a PFX file.')),
    key: optional(text('Private key of the certificate, as PEM without a password.')),
    endDateTime: optional(
      text(
        'In place of files: a new certificate that expires then, at most three years ahead. It is found again by this instant.',
        ['2028-01-31', '2028-01-31T12:00:00Z'],
      ),
    ),
  },
  { ...strict, title: 'A signing certificate' },
);

const Assignment = Type.Object(
  {
    user: optional(text('User principal name.')),
    group: optional(text('Name of a group, in place of a user.')),
    role: optional(text('Role of the application, by name. Default: Default Access.')),
  },
  { ...strict, title: 'An assignment' },
);

export const Application = Type.Object(
  {
    displayName: text('Name; finds the application again.'),
    appId: optional(
      text('Application ID, a GUID. Default: made from the names of tenant and application.'),
    ),
    applicationTemplateId: optional(text('Gallery entry of a new application, such as peakon.')),
    metadata: optional(
      text(
        "File or URL of the service provider's metadata: gives identifierUris, replyUrls and logoutUrl where they are absent.",
        ['sp-metadata.xml', 'http://localhost:8080/saml/metadata'],
      ),
    ),
    identifierUris: optional(
      list(Type.String(), 'Identifiers (Entity ID), the primary one first.'),
    ),
    replyUrls: optional(
      list(ReplyUrl, 'Reply URLs (Assertion Consumer Service URL), the default one first.'),
    ),
    signOnUrl: optional(text('Sign on URL.')),
    relayState: optional(text('Relay State.')),
    logoutUrl: optional(text('Logout URL.')),
    signingOption: optional(
      Type.Enum(['assertion', 'response', 'both'], { description: 'What is signed.' }),
    ),
    signingAlgorithm: optional(
      Type.Enum(['sha256', 'sha1'], { description: 'With which algorithm.' }),
    ),
    authnContextReporting: optional(
      text('What tokens say about the sign-in: asCaptured, asDocumented, asDocumentedGranular.'),
    ),
    nameId: optional(NameId),
    claims: optional(list(Claim, "All claims of the application, in place of Entra's four.")),
    groupClaims: optional(GroupClaims),
    appRoles: optional(
      list(AppRole, 'Roles of the application, besides the roles User and msiam_access.'),
    ),
    claimsOptions: optional(ClaimsOptions),
    extensionProperties: optional(
      list(ExtensionProperty, 'Directory extensions that the application adds to users.'),
    ),
    certificates: optional(
      list(
        Certificate,
        'Signing certificates, from files or new ones with a date; the first one signs, the others are inactive.',
      ),
    ),
    notificationEmailAddresses: optional(
      list(
        Type.String(),
        'Who gets a mail 60, 30 and 7 days before the certificate that signs expires, at most 5. Default: the administrator of the tutorial.',
      ),
    ),
    encryption: optional(Encryption),
    requestSignatureVerification: optional(SignedRequests),
    provisioning: optional(Provisioning),
    accountEnabled: optional(flag('Enabled for users to sign in.')),
    appRoleAssignmentRequired: optional(flag('Assignment required. Default: true.')),
    visible: optional(flag('Visible to users in My Apps.')),
    notes: optional(text('Notes.')),
    assignments: optional(list(Assignment, 'Who may sign in.')),
  },
  { ...strict, title: 'An application' },
);
