/**
 * The tutorial's end state in names: who and what there is once "Configure Peakon for Single sign-on with Microsoft Entra ID"
 * has been followed to its end. The ids are fixed, so that scripts may rely on them.
 */
export const tenant = {
  id: 'aaaabbbb-0000-cccc-1111-dddd2222eeee',
  displayName: 'Contoso',
  domain: 'contoso.com',
};

export const application = {
  appId: '00001111-aaaa-2222-bbbb-3333cccc4444',
  displayName: 'Peakon',
  /** Its entry in the gallery. */
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
  /** What this user is there to show, for people. */
  readonly purpose: string;
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
  purpose: 'Assigned to Peakon: signs in',
} as const satisfies SeedUser;

/** Of the tenant. */
export const administrator = {
  userPrincipalName: 'admin@contoso.com',
  displayName: 'Contoso Admin',
  // entra-admin.md 1.1; the last one for the policies of the tutorial's session control
  roles: [
    'Cloud Application Administrator',
    'User Administrator',
    'Conditional Access Administrator',
  ],
  assigned: false,
  purpose: 'Administrator of the Entra tenant',
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
    purpose: 'Assigned to nothing: refused (AADSTS50105)',
  },
  administrator,
];

export const company = { id: 'contoso', name: 'Contoso' };

export const employee = { firstName: 'B', lastName: 'Simon', email: 'B.Simon@contoso.com' };

/** As the tutorial's text has it, which is not the address of B.Simon (entra-admin.md 0, trap 1). */
export const literalEmployee = {
  firstName: 'Britta',
  lastName: 'simon',
  email: 'Brittasimon@contoso.com',
};

/** The patterns that the tutorial has one type first, with the company filled in (entra-admin.md 1.7 and 0, trap 7). */
export const patterns = {
  identifier: `https://app.peakon.com/saml/${company.id}/metadata`,
  replyUrl: `https://app.peakon.com/saml/${company.id}/assert`,
};

/** Signs in at the service provider itself, with a password of its own. */
export const companyAdministrator = {
  email: 'peakon-admin@contoso.com',
  purpose: 'Administrator of Peakon itself',
};

/** What an account is there to show; empty for one that is not the tutorial's. */
export function purposeOf(name: string): string {
  if (name === companyAdministrator.email) return companyAdministrator.purpose;
  return users.find((user) => user.userPrincipalName === name)?.purpose ?? '';
}
