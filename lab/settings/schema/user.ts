import { Type } from 'typebox';
import { profile } from './user-profile.ts';
import { flag, list, optional, strict, text } from './words.ts';

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

export const User = Type.Object(
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
    manager: optional(
      text('User principal name of the manager, also of one further down. Empty: none.'),
    ),
    accountEnabled: optional(flag('false blocks the sign-in (AADSTS50057).')),
    onPremisesImmutableId: optional(
      text('What the identity provider of a federated domain calls the user.'),
    ),
    ...profile,
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
