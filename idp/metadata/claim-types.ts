const X = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const I = 'http://schemas.microsoft.com/identity/claims/';
const W = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/';
const M = 'http://schemas.microsoft.com/claims/';

/** The claims that a tenant offers, in Entra's order with its display names (entra-saml.md 5.2); the descriptions are our own. */
export const claimTypesOffered: readonly (readonly [
  uri: string,
  name: string,
  description: string,
])[] = [
  [`${X}name`, 'Name', 'Sign-in name of the user, which may change.'],
  [`${X}nameidentifier`, 'Subject', 'Identifies the user towards one application.'],
  [`${X}givenname`, 'Given Name', 'First name of the user.'],
  [`${X}surname`, 'Surname', 'Family name of the user.'],
  [`${I}displayname`, 'Display Name', 'Name of the user as shown to people.'],
  [`${I}nickname`, 'Nick Name', 'What the user is called informally.'],
  [`${W}authenticationinstant`, 'Authentication Instant', 'When the user was authenticated, UTC.'],
  [`${W}authenticationmethod`, 'Authentication Method', 'How the user was authenticated.'],
  [`${I}objectidentifier`, 'ObjectIdentifier', 'Id of the user in the directory; never changes.'],
  [`${I}tenantid`, 'TenantId', "Id of the user's tenant."],
  [`${I}identityprovider`, 'IdentityProvider', 'Who authenticated the user.'],
  [`${X}emailaddress`, 'Email', 'E-mail address of the user.'],
  [`${W}groups`, 'Groups', 'Groups that the user belongs to.'],
  [`${I}accesstoken`, 'External Access Token', 'Access token of another identity provider.'],
  [`${W}expiration`, 'External Access Token Expiration', 'When that access token expires, UTC.'],
  [`${I}openid2_id`, 'External OpenID 2.0 Identifier', 'OpenID 2.0 identifier of the user.'],
  [
    `${M}groups.link`,
    'GroupsOverageClaim',
    'Where to read the groups when there are too many to send.',
  ],
  [`${W}role`, 'Role Claim', 'Roles of the user in the application.'],
  [`${W}wids`, 'RoleTemplate Id Claim', 'Directory roles of the user, by template id.'],
];
