import { type TSchema, Type } from 'typebox';

/** A mistyped key is a fault, not a value that changes nothing. */
const strict = { additionalProperties: false };

const text = (description: string, examples: readonly string[] = []) =>
  Type.String({ description, ...(examples.length > 0 && { examples }) });
const flag = (description: string) => Type.Boolean({ description });
const list = <Item extends TSchema>(item: Item, description: string) =>
  Type.Array(item, { description });
const optional = Type.Optional;

const Method = Type.Object(
  {
    type: Type.Enum(
      [
        'microsoftAuthenticator',
        'hardwareOath',
        'phone',
        'email',
        'fido2',
        'windowsHelloForBusiness',
        'x509Certificate',
        'temporaryAccessPass',
      ],
      { description: 'Kind of the method; it says which of the other keys it needs.' },
    ),
    displayName: optional(
      text('microsoftAuthenticator, fido2, windowsHelloForBusiness, x509Certificate: its name.'),
    ),
    phoneSignIn: optional(
      flag('microsoftAuthenticator: whether it can sign in without a password.'),
    ),
    serialNumber: optional(text('hardwareOath: serial number of the token.')),
    secretKey: optional(text('hardwareOath: RFC 6238 secret in base32.')),
    timeIntervalInSeconds: optional(
      Type.Integer({ description: 'hardwareOath: 30 or 60 seconds.' }),
    ),
    phoneNumber: optional(text('phone: the number with its country code.', ['+1 5555551234'])),
    phoneType: optional(text('phone: mobile, alternateMobile or office.')),
    emailAddress: optional(text('email: where codes are sent.')),
    passkeyType: optional(text('fido2: deviceBound or synced.')),
    isMultifactor: optional(
      flag('x509Certificate: whether it counts as multifactor authentication.'),
    ),
    lifetimeInMinutes: optional(
      Type.Integer({ description: 'temporaryAccessPass: how long it works, in minutes.' }),
    ),
    isUsableOnce: optional(flag('temporaryAccessPass: whether it works only once.')),
  },
  { ...strict, title: 'An authentication method' },
);

const User = Type.Object(
  {
    userPrincipalName: text('Name at the sign-in; finds the user again.', ['B.Simon@contoso.com']),
    displayName: optional(
      text('Name for people. Default for a new user: what is before the @ in userPrincipalName.'),
    ),
    givenName: optional(text('First name.')),
    surname: optional(text('Last name.')),
    mail: optional(text('E-mail address.')),
    mailNickname: optional(
      text('Local part of derived addresses. Default for a new user: derived by the directory.'),
    ),
    userType: optional(Type.Enum(['Member', 'Guest'], { description: 'Member or Guest.' })),
    accountEnabled: optional(flag('false blocks the sign-in (AADSTS50057).')),
    onPremisesImmutableId: optional(
      text('What the identity provider of a federated domain calls the user.'),
    ),
    password: optional(
      text(
        'Password. Default for a new user: one that samlab makes and prints at the start. A change signs the user out.',
      ),
    ),
    forceChangePasswordNextSignIn: optional(
      flag('Whether a new user must change the password (AADSTS50055); later starts leave it.'),
    ),
    directoryRoles: optional(
      list(Type.String(), 'All directory roles of the user, by name, such as User Administrator.'),
    ),
    softwareOath: optional(
      flag('Whether the user has an authenticator app that shows codes. Default: true.'),
    ),
    authenticationMethods: optional(list(Method, 'Further methods to sign in.')),
    signsInWithoutPages: optional(
      list(
        Type.String(),
        'Methods of a sign-in without pages, as on a joined Windows device, such as windowsHelloForBusiness.',
      ),
    ),
  },
  { ...strict, title: 'A user' },
);

const Group = Type.Object(
  {
    displayName: text('Name; finds the group again.'),
    description: optional(text('Description.')),
    members: optional(list(Type.String(), 'User principal names of direct members.')),
  },
  { ...strict, title: 'A group' },
);

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

const source = {
  attribute: optional(text('Attribute of the user that the value comes from.', ['user.mail'])),
  value: optional(text('Constant value, in place of an attribute.')),
};

const Claim = Type.Object(
  {
    name: text('Name of the claim.'),
    namespace: optional(text('Namespace; absent when the name is the whole name.')),
    ...source,
  },
  { ...strict, title: 'A claim' },
);

const Certificate = Type.Object(
  {
    pfx: optional(text('PFX file with certificate and key.')),
    password: optional(text('Password of the PFX file. Default: none.')),
    certificate: optional(text('Certificate file, in place of a PFX file.')),
    key: optional(text('Private key of the certificate, as PEM without a password.')),
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

const Application = Type.Object(
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
    nameId: optional(
      Type.Object(
        {
          format: optional(text('Format of the NameID, a URN. Default: by its source.')),
          ...source,
        },
        { ...strict, description: 'The NameID; user.userprincipalname without one.' },
      ),
    ),
    claims: optional(list(Claim, "All claims of the application, in place of Entra's four.")),
    certificates: optional(
      list(Certificate, 'Signing certificates with their keys; the first one signs.'),
    ),
    accountEnabled: optional(flag('Enabled for users to sign in.')),
    appRoleAssignmentRequired: optional(flag('Assignment required. Default: true.')),
    visible: optional(flag('Visible to users in My Apps.')),
    notes: optional(text('Notes.')),
    assignments: optional(list(Assignment, 'Who may sign in.')),
  },
  { ...strict, title: 'An application' },
);

const names = (description: string) => optional(list(Type.String(), description));

const Policy = Type.Object(
  {
    displayName: text('Name; finds the policy again.'),
    state: optional(
      Type.Enum(['enabled', 'disabled', 'enabledForReportingButNotEnforced'], {
        description: 'Default: enabled.',
      }),
    ),
    includeUsers: optional(
      Type.Union([Type.Enum(['all', 'none']), Type.Array(Type.String())], {
        description:
          'all, none, or a list of user principal names. Default: all, or none in person when includeGroups is given.',
      }),
    ),
    includeGroups: names('Groups, by name.'),
    excludeUsers: names('User principal names.'),
    excludeGroups: names('Groups, by name.'),
    includeApplications: optional(
      Type.Union([Type.Enum(['all']), Type.Array(Type.String())], {
        description: 'all, or a list of applications, by name. Default: all.',
      }),
    ),
    grantControl: optional(Type.Enum(['block', 'mfa'], { description: 'What is required.' })),
    authenticationStrength: optional(
      text(
        'In place of grantControl: multifactorAuthentication, passwordlessMfa, phishingResistantMfa.',
      ),
    ),
    signInFrequency: optional(Type.Integer({ description: 'Maximum age of a sign-in, in hours.' })),
  },
  { ...strict, title: 'A Conditional Access policy' },
);

const Tenant = Type.Object(
  {
    domain: text('First verified domain; finds the tenant again.', ['contoso.com']),
    displayName: optional(text('Name of a new tenant. Default: from its domain.')),
    id: optional(text('Tenant ID of a new tenant, a GUID. Default: made from its domain.')),
    domains: optional(list(Type.String(), 'Further verified domains.')),
    cloud: optional(
      Type.Enum(['global', 'usGovernment'], { description: 'Cloud whose URLs the pages show.' }),
    ),
    unknownIssuerCode: optional(
      Type.Integer({ description: 'AADSTS code for an unknown Issuer: 700016 or 650056.' }),
    ),
    checksDestination: optional(flag('Whether Destination of a request is checked.')),
    checksIssueInstant: optional(flag('Whether IssueInstant of a request is checked.')),
    allowsPlainHttp: optional(
      flag(
        'Whether addresses of applications may begin with http:// on other hosts than localhost, such as the name of a container. Entra refuses them.',
      ),
    ),
    users: optional(list(User, 'Users.')),
    groups: optional(list(Group, 'Groups.')),
    applications: optional(list(Application, 'Enterprise applications.')),
    policies: optional(list(Policy, 'Conditional Access policies.')),
  },
  { ...strict, title: 'A tenant' },
);

const Employee = Type.Object(
  {
    firstName: text('First name.'),
    lastName: text('Last name.'),
    email: text('E-mail address, as the NameID names the employee; finds the employee again.'),
  },
  { ...strict, title: 'An employee' },
);

const Company = Type.Object(
  {
    id: text('Part of the URLs of the company; finds it again.', ['contoso']),
    name: optional(text('Name of a new company. Default: the id.')),
    domains: optional(list(Type.String(), 'Mail domains of a new company.')),
    application: optional(
      text(
        'Name of the application that signs people in here. It gets the Identifier, Reply URL and Sign on URL of this company unless it says others, and the company gets its URLs and certificate.',
      ),
    ),
    employees: optional(list(Employee, 'Employees.')),
  },
  { ...strict, title: 'A company' },
);

const port = (what: string) =>
  optional(
    Type.Integer({ minimum: 0, maximum: 65_535, description: `Port of the ${what}; 0: any free.` }),
  );

/**
 * A settings file. `npm run settings` makes from it the types in settings.ts, the JSON Schema in docs/settings.schema.json and the reference
 * in docs/settings.md.
 */
export const settingsSchema = Type.Object(
  {
    $schema: optional(text('The JSON Schema, for editors.')),
    ports: optional(
      Type.Object(
        { lab: port('lab home'), idp: port('identity provider'), sp: port('service provider') },
        { ...strict, description: 'Options of the command override them.' },
      ),
    ),
    addresses: optional(
      Type.Object(
        {
          host: optional(
            text('IP address or name to listen on besides loopback; it needs --expose.', [
              '0.0.0.0',
            ]),
          ),
          publicUrls: optional(
            Type.Object(
              {
                lab: optional(text('Where browsers reach the lab home.', ['https://lab.example'])),
                idp: optional(
                  text('Where browsers reach the identity provider.', ['https://login.example']),
                ),
                sp: optional(
                  text('Where browsers reach the service provider.', ['https://peakon.example']),
                ),
              },
              { ...strict, description: 'Scheme, host and port only.' },
            ),
          ),
          aliases: optional(
            list(
              Type.String(),
              'Further host names under which programs reach the sites, such as the name of a container; on a single port as idp=NAME.',
            ),
          ),
          trustedProxies: optional(
            list(
              Type.String(),
              'IP addresses or networks of proxies whose X-Forwarded headers count.',
            ),
          ),
          singlePort: optional(
            flag('All sites on the port of the lab home, told apart by host name.'),
          ),
          https: optional(
            flag("The sites speak https, with a certificate of the lab's own authority."),
          ),
          tlsCert: optional(
            text('PEM file with a certificate, and its chain, in place of that of the lab.', [
              'lab.example.pem',
            ]),
          ),
          tlsKey: optional(
            text('PEM file with the private key of tlsCert, without a password.', [
              'lab.example-key.pem',
            ]),
          ),
        },
        { ...strict, description: 'Options of the command override them.' },
      ),
    ),
    clock: optional(
      Type.Union(
        [
          Type.String(),
          Type.Object(
            { frozen: text('Instant at which the clock stands still.', ['2026-11-20T10:00:00Z']) },
            { ...strict, title: 'A frozen clock' },
          ),
        ],
        {
          description:
            'The time in the lab when it starts. real: that of the machine; an offset to it such as +3d or -2h30m; an instant from which it goes on; or frozen, with an instant. The lab home and the library can move it. The option --clock overrides it.',
          examples: ['2026-11-20T10:00:00Z', '+3d'],
        },
      ),
    ),
    seed: optional(
      text(
        'Fixes the ids and keys of a new lab, so that the same acts give the same messages, byte by byte, while the clock is frozen. Who knows it knows every private key: for tests only. The option --seed overrides it.',
        ['golden'],
      ),
    ),
    tenants: optional(list(Tenant, 'Tenants of the identity provider.')),
    peakon: optional(
      Type.Union(
        [
          Type.Literal(false),
          Type.Object(
            { companies: optional(list(Company, 'Companies at Peakon.')) },
            { ...strict, title: 'Peakon as the file says' },
          ),
        ],
        {
          description:
            'The service provider Peakon. Absent: the finished tutorial, with B.Simon, K.Lee and the application Peakon, to which the file adds. false: without them. companies: without them, with what the file says.',
        },
      ),
    ),
  },
  {
    ...strict,
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of a lab',
  },
);
