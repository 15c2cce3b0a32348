/** What several operations take or answer. */
import { type Static, Type } from 'typebox';
import { ExchangeShape } from '../../exchanges/exchange-shape.ts';
import { profile } from '../settings/schema/user-profile.ts';

export const strict = { additionalProperties: false };

export const text = (description: string, more: { minLength?: number } = {}) =>
  Type.String({ description, ...more });
export const flag = (description: string) => Type.Boolean({ description });
export const one = <const Names extends string[]>(names: Names, description: string) =>
  Type.Unsafe<Names[number]>(Type.Enum(names, { description }));

export const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(
  schema: Schema,
  description: string,
) => Type.Union([schema, Type.Null()], { description });

/** Parameters of paths, by name. */
export const pathParameters: Readonly<Record<string, string>> = {
  tenantId: 'Id of the tenant, one of its domains, such as contoso.com, or its name.',
  groupId: 'Display name or id of a group of the tenant.',
  memberId: 'Id of a user or of a group.',
  roleId: 'Display name, value or id of a role of the application.',
  userId: 'User principal name or id of a user of the tenant.',
  applicationId: 'Display name, servicePrincipalId or appId of an application of the tenant.',
  thumbprint: 'SHA-1 of the certificate, 40 hex digits.',
  armedSignInId: 'Id that arming returned.',
};

export const Tenant = Type.Object(
  {
    id: text('GUID.'),
    displayName: text('Name for people.'),
    domain: text('Its initial domain, in which the names of its users end.'),
  },
  { ...strict, title: 'Tenant' },
);

const userProperties = {
  id: text('GUID.'),
  userPrincipalName: text('Name at the sign-in.'),
};

export const User = Type.Object(
  {
    ...userProperties,
    displayName: text('Name for people.'),
    mail: Type.Union([Type.String(), Type.Null()], { description: 'E-mail address.' }),
    userType: text('Member or Guest.'),
    accountEnabled: flag('Whether the user may sign in.'),
    ...profile,
  },
  { ...strict, title: 'User' },
);

export const CreatedUser = Type.Object(
  { ...userProperties, password: text('Password, also when samlab made it.') },
  { ...strict, title: 'CreatedUser' },
);

export const Group = Type.Object(
  { id: text('GUID.'), displayName: text('Name for people.') },
  { ...strict, title: 'Group' },
);

export const Application = Type.Object(
  {
    servicePrincipalId: text('GUID of the enterprise application.'),
    appId: text('Application ID, a GUID.'),
    displayName: text('Name for people.'),
    identifierUris: Type.Array(Type.String(), {
      description: 'Identifiers (Entity ID), the primary one first.',
    }),
    metadataUrl: text(
      'For the service provider: where the identity provider publishes the certificate and the addresses of this application.',
    ),
  },
  { ...strict, title: 'Application' },
);

export const Certificate = Type.Object(
  {
    thumbprint: text('SHA-1, 40 hex digits in capitals.'),
    subject: text('Its subject, such as CN=Microsoft Azure Federated SSO Certificate.'),
    startDateTime: text('From when it is valid, in UTC.'),
    endDateTime: text('When it expires, in UTC.'),
    status: one(
      ['Active', 'Inactive'],
      'Active: it signs, unless it has expired and another one is valid.',
    ),
    expired: flag('Whether it has expired, by the clock of the lab.'),
    signs: flag(
      'Whether it signs now: the active one, or a valid one in place of an active one that has expired.',
    ),
    imported: flag('Whether its key was made elsewhere and imported.'),
    der: text('The certificate, DER in base64.'),
  },
  { ...strict, title: 'Certificate' },
);

export const MetadataRead = Type.Object(
  {
    appId: text('Application ID, a GUID.'),
    dateTime: text('When, by the clock of the lab, in UTC.'),
    userAgent: text('How the program calls itself; empty when it does not.'),
    thumbprints: Type.Array(Type.String(), {
      description: 'SHA-1 of the certificates that the document published.',
    }),
  },
  { ...strict, title: 'MetadataRead' },
);

export const Mail = Type.Object(
  {
    id: text('GUID.'),
    tenantId: text('GUID.'),
    servicePrincipalId: text('GUID of the enterprise application that it is about.'),
    from: text('Sender.'),
    to: Type.Array(Type.String(), { description: 'Recipients.' }),
    subject: text('Subject.'),
    text: text('Text.'),
    sentDateTime: text('When it was due, by the clock of the lab, in UTC.'),
    delivery: one(
      ['kept', 'waiting', 'delivered', 'failed'],
      'kept: there is no SMTP server; waiting: for it; delivered: it took the mail; failed: it did not, and is not asked again.',
    ),
    problem: Type.Optional(text('Why it could not be delivered, or to whom.')),
  },
  { ...strict, title: 'Mail' },
);

export const SignedResponse = Type.Object(
  {
    action: text('The Reply URL, to which a browser would post the fields.'),
    fields: Type.Object(
      {
        SAMLResponse: text('The Response, base64.'),
        RelayState: Type.Optional(text('As the service provider sent it.')),
      },
      { ...strict, description: 'The fields of the form.' },
    ),
    xml: text('The Response, decoded.'),
  },
  { ...strict, title: 'SignedResponse' },
);

const sentLogout = {
  url: text('The Logout Url with the message in its query.'),
  xml: text('The message, decoded.'),
};

export const SignedOut = Type.Object(
  {
    response: Type.Optional(
      Type.Object(sentLogout, {
        ...strict,
        description: 'The LogoutResponse for the service provider that asked.',
      }),
    ),
    requests: Type.Array(
      Type.Object({ application: text('Display name.'), ...sentLogout }, strict),
      { description: 'The LogoutRequest for each other application of the session.' },
    ),
  },
  { ...strict, title: 'SignedOut' },
);

export const ArmedSignIn = Type.Object(
  {
    id: text('GUID.'),
    waitsFor: text('The sign-ins that can take it, for people.'),
    state: one(
      ['waiting', 'sent', 'cancelled', 'failed'],
      'failed: a sign-in took it, but it could not be made, so the sign-in failed.',
    ),
    xml: Type.Optional(text('sent: the XML that was posted.')),
    detail: Type.Optional(text('cancelled, failed: why.')),
  },
  { ...strict, title: 'ArmedSignIn' },
);

export type ArmedView = Static<typeof ArmedSignIn>;

export const Exchange = ExchangeShape;

export const Exchanges = Type.Object(
  {
    cursor: Type.Integer({
      description: 'Give it as `after` to wait for an exchange that ends after this answer.',
    }),
    exchanges: Type.Array(Exchange, { description: 'The newest first.' }),
  },
  { ...strict, title: 'Exchanges' },
);

export const Clock = Type.Object(
  {
    now: text('What time it is in the lab, in UTC.'),
    mode: one(
      ['real', 'offset', 'frozen'],
      'real: the clock of the machine. offset: moved, and going on. frozen: stopped.',
    ),
  },
  { ...strict, title: 'Clock' },
);

const Problem = Type.Object(
  {
    type: text('The code, described on the page of the API.'),
    title: text('What is wrong, in a few words.'),
    status: Type.Integer({ description: 'The HTTP status.' }),
    detail: text('What is wrong, where, and what to do.'),
    code: text('Stable, for programs; of a refused sign-in the AADSTS code.'),
    errors: Type.Array(
      Type.Object(
        {
          pointer: Type.Optional(text('JSON pointer into the body, as a URI fragment.')),
          parameter: Type.Optional(text('Name of a parameter of the path or the query.')),
          detail: text('What was found, and what is allowed.'),
        },
        strict,
      ),
      { description: 'Every fault, each with its place.' },
    ),
    whatToDo: Type.Optional(text('For the administrator, of a refused sign-in.')),
    requestId: text('Names the request in the log.'),
  },
  { ...strict, title: 'Problem' },
);

/** Named in the document, so that generated clients have a type for each. */
export const components = {
  Tenant,
  User,
  CreatedUser,
  Group,
  Application,
  SignedResponse,
  SignedOut,
  ArmedSignIn,
  Exchange,
  Exchanges,
  Clock,
  Problem,
};
