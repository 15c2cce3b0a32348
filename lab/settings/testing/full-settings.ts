import type { Settings } from '../settings.ts';
import type { TenantSettings } from '../settings-parts.ts';

export const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';

/** Settings of a lab with nothing else in the tenant contoso.com. */
export const contoso = (
  tenant: Omit<TenantSettings, 'domain'>,
  peakon: Settings['peakon'] = false,
) => ({ peakon, tenants: [{ domain: 'contoso.com', ...tenant }] }) satisfies Settings;

export const ann = 'Ann@contoso.com';
export const bob = 'Bob@contoso.com';
export const reports = {
  displayName: 'Reports',
  identifierUris: ['urn:reports'],
  replyUrls: ['http://localhost:8080/acs', { uri: 'http://localhost:8080/other', index: 7 }],
  assignments: [{ group: 'Sales' }],
};
/** Certificates are made for three years from now at most. */
const year = new Date().getUTCFullYear();
const inTwoYears = `${year + 2}-06-30T12:00:00Z`;

/** Something of everything. */
export const full = contoso({
  domains: ['contoso.org'],
  users: [
    {
      userPrincipalName: ann,
      mail: 'ann@contoso.com',
      accountEnabled: false,
      password: 'Maple-Otter-4711',
      directoryRoles: ['User Administrator'],
      softwareOath: false,
      authenticationMethods: [
        { type: 'phone', phoneNumber: '+1 5555551234', phoneType: 'mobile' },
        { type: 'email', emailAddress: 'ann@home.example' },
      ],
      signsInWithoutPages: ['windowsHelloForBusiness'],
    },
    { userPrincipalName: bob },
  ],
  groups: [
    { displayName: 'Staff', members: [], memberGroups: ['Sales'] },
    { displayName: 'Sales', description: 'All of sales', members: [ann, bob] },
    { displayName: 'Team', groupTypes: ['Unified'], mailNickname: 'the-team', members: [bob] },
    {
      displayName: 'Writers',
      mailEnabled: true,
      onPremisesSamAccountName: 'writers',
      onPremisesNetBiosName: 'CONTOSO',
      onPremisesDomainName: 'contoso.com',
      onPremisesSecurityIdentifier: 'S-1-5-21-1-2-3-1001',
      members: [ann],
    },
  ],
  applications: [
    {
      ...reports,
      signOnUrl: 'http://localhost:8080/login',
      signingOption: 'both',
      authnContextReporting: 'asDocumented',
      nameId: { attribute: 'user.mail' },
      claims: [
        { name: 'department', value: 'Sales' },
        { name: 'mail', namespace: 'http://example.com/claims', attribute: 'user.mail' },
      ],
      certificates: [
        { endDateTime: inTwoYears },
        { endDateTime: `${year + 1}-07-01` },
        { endDateTime: `${year + 1}-07-01` },
      ],
      notificationEmailAddresses: ['ops@contoso.com', 'dev@contoso.com'],
      groupClaims: {
        groupMembershipClaims: 'ApplicationGroup',
        sourceAttribute: 'sam_account_name',
        cloudDisplayNames: true,
        filter: { attribute: 'displayName', match: 'contains', value: 'a' },
        name: 'teams',
        namespace: 'http://example.com/claims',
        emitAsRoles: true,
        regex: { pattern: '^(?<team>.+)$', replacement: 'team-{team}' },
      },
      appRoles: [
        { displayName: 'Survey Writer', value: 'Survey.Create', description: 'Creates surveys.' },
        {
          displayName: 'Auditor',
          value: 'Audit',
          allowedMemberTypes: ['User', 'Application'],
          isEnabled: false,
        },
      ],
      assignments: [
        ...reports.assignments,
        { group: 'Writers', role: 'Survey Writer' },
        { user: ann, role: 'Auditor' },
      ],
      visible: false,
      notes: 'By file',
    },
  ],
  policies: [
    {
      displayName: 'Second factor',
      includeGroups: ['Sales'],
      excludeUsers: [bob],
      includeApplications: ['Reports'],
      grantControl: 'mfa',
    },
  ],
});
