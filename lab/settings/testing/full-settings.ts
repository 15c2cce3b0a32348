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
const reportsId = '2f1b3c4d-5e6f-4071-8293-a4b5c6d7e8f9';
const tags = `extension_${reportsId.replaceAll('-', '')}_tags`;
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
  logoutResponseIssuer: 'login.microsoftonline.com',
  logoutQueryEscapes: 'upper',
  logoutNameId: 'asInAssertion',
  users: [
    {
      userPrincipalName: ann,
      mail: 'ann@contoso.com',
      department: 'Sales',
      otherMails: ['ann@home.example'],
      onPremisesSyncEnabled: true,
      onPremisesSamAccountName: 'ann',
      onPremisesExtensionAttributes: { extensionAttribute7: 'seven' },
      directoryExtensions: { [tags]: ['a', 'b'] },
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
    { userPrincipalName: bob, manager: ann },
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
      appId: reportsId,
      signOnUrl: 'http://localhost:8080/login',
      signingOption: 'both',
      authnContextReporting: 'asDocumented',
      nameId: {
        attribute: 'user.mail',
        conditions: [{ userType: 'AllGuests', attribute: 'user.objectid' }],
      },
      claims: [
        { name: 'department', value: 'Sales' },
        {
          name: 'mail',
          namespace: 'http://example.com/claims',
          nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
          attribute: 'user.mail',
        },
        { name: 'tags', attribute: tags },
        {
          name: 'login',
          transformations: [
            { method: 'ExtractMailPrefix', input: 'user.mail' },
            { method: 'Join', separator: '@', parameter2Value: 'example.com' },
          ],
        },
        {
          name: 'kind',
          conditions: [
            { userType: 'Members', groups: ['Sales'], value: 'seller' },
            {
              transformations: [
                {
                  method: 'Contains',
                  input: 'user.department',
                  value: 'Sales',
                  output: 'user.department',
                  otherwiseValue: 'other',
                },
              ],
            },
            {
              transformations: [
                {
                  method: 'RegexReplace',
                  input: 'user.mail',
                  pattern: "^(?'alias'[^@]+)",
                  replacement: '{country}.{alias}',
                  parameters: ['user.country'],
                },
              ],
            },
          ],
        },
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
      claimsOptions: {
        includeAttributeNameFormat: true,
        appendApplicationIdToIssuer: true,
        audienceOverride: 'https://reports.example.com',
        optionalClaims: [{ name: 'acct' }],
      },
      extensionProperties: [{ name: 'tags', isMultiValued: true }],
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
