/**
 * The names and ids in the end state of the tutorial "Configure Peakon for Single sign-on with Microsoft Entra ID". The ids are
 * fixed, so that scripts can rely on them.
 */
export const tenant = {
  id: 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
  displayName: 'Contoso',
  domain: 'contoso.com',
};

export const application = {
  appId: '00001111-aaaa-2222-bbbb-3333cccc4444',
  displayName: 'Peakon',
  /** The entry in the gallery. */
  applicationTemplateId: 'peakon',
};

export interface SeedUser {
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly mail?: string;
  readonly roles: readonly string[];
  readonly assigned: boolean;
}

/** The tutorial's test user. */
export const bSimon = {
  userPrincipalName: 'B.Simon@contoso.com',
  displayName: 'B.Simon',
  givenName: 'B',
  surname: 'Simon',
  mail: 'B.Simon@contoso.com',
  roles: [],
  assigned: true,
} as const satisfies SeedUser;

/** The administrator of the tenant. */
export const administrator = {
  userPrincipalName: 'admin@contoso.com',
  displayName: 'Contoso Admin',
  // entra-admin.md 1.1; Conditional Access is for the tutorial's session control, the last role for users' authentication methods
  roles: [
    'Cloud Application Administrator',
    'User Administrator',
    'Conditional Access Administrator',
    'Authentication Administrator',
  ],
  assigned: false,
} as const satisfies SeedUser;

export const users: readonly SeedUser[] = [
  bSimon,
  {
    userPrincipalName: 'K.Lee@contoso.com',
    displayName: 'K.Lee',
    givenName: 'K',
    surname: 'Lee',
    mail: 'K.Lee@contoso.com',
    roles: [],
    assigned: false,
  },
  administrator,
];

export const company = { id: 'contoso', name: 'Contoso' };

export const employee = { firstName: 'B', lastName: 'Simon', email: 'B.Simon@contoso.com' };

/** As the tutorial's text says, with an address that is not B.Simon's (entra-admin.md 0, trap 1). */
export const literalEmployee = {
  firstName: 'Britta',
  lastName: 'simon',
  email: 'Brittasimon@contoso.com',
};

/** The patterns that the tutorial says to type first, with the company ID filled in (entra-admin.md 1.7 and 0, trap 7). */
export const patterns = {
  identifier: `https://app.peakon.com/saml/${company.id}/metadata`,
  replyUrl: `https://app.peakon.com/saml/${company.id}/assert`,
};

/** Signs in to the service provider directly, with a separate password. */
export const companyAdministrator = { email: 'peakon-admin@contoso.com' };
