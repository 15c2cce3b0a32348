/** An application that the gallery offers (Graph: applicationTemplate). `<...>` in an address is the customer's part. */
export interface ApplicationTemplate {
  id: string;
  displayName: string;
  publisher: string;
  category: string;
  /** What it does, in one sentence. */
  description: string;
  identifierPatterns: readonly string[];
  replyUrlPatterns: readonly string[];
  /** Absent: the application starts no sign-in itself. */
  signOnUrlPattern?: string | undefined;
  /** Supports sign-in that starts here, without a request. */
  idpInitiated: boolean;
}

/** Peakon as in the tutorial and entra-admin.md 1.7 (1); a few others with the patterns that their guides publish. */
export const applicationTemplates: readonly ApplicationTemplate[] = [
  {
    id: 'peakon',
    displayName: 'Peakon',
    publisher: 'Peakon',
    category: 'Human resources',
    description: 'Employee surveys. The application of the tutorial.',
    identifierPatterns: ['https://app.peakon.com/saml/<companyid>/metadata'],
    replyUrlPatterns: ['https://app.peakon.com/saml/<companyid>/assert'],
    signOnUrlPattern: 'https://app.peakon.com/login',
    idpInitiated: true,
  },
  {
    id: 'box',
    displayName: 'Box',
    publisher: 'Box',
    category: 'Content management',
    description: 'File storage and sharing.',
    identifierPatterns: ['box.net'],
    replyUrlPatterns: ['https://sso.services.box.net/sp/ACS.saml2'],
    signOnUrlPattern: 'https://<subdomain>.account.box.com',
    idpInitiated: false,
  },
  {
    id: 'salesforce',
    displayName: 'Salesforce',
    publisher: 'Salesforce',
    category: 'CRM',
    description: 'Customer relationship management.',
    identifierPatterns: ['https://<subdomain>.my.salesforce.com'],
    replyUrlPatterns: ['https://<subdomain>.my.salesforce.com'],
    signOnUrlPattern: 'https://<subdomain>.my.salesforce.com',
    idpInitiated: false,
  },
  {
    id: 'servicenow',
    displayName: 'ServiceNow',
    publisher: 'ServiceNow',
    category: 'IT infrastructure',
    description: 'IT service management.',
    identifierPatterns: ['https://<instance>.service-now.com'],
    replyUrlPatterns: ['https://<instance>.service-now.com/navpage.do'],
    signOnUrlPattern: 'https://<instance>.service-now.com/navpage.do',
    idpInitiated: false,
  },
  {
    id: 'slack',
    displayName: 'Slack',
    publisher: 'Slack',
    category: 'Collaboration',
    description: 'Team chat.',
    identifierPatterns: ['https://slack.com'],
    replyUrlPatterns: ['https://<workspace>.slack.com/sso/saml'],
    signOnUrlPattern: 'https://<workspace>.slack.com/sso/saml/start',
    idpInitiated: false,
  },
  {
    id: 'workday',
    displayName: 'Workday',
    publisher: 'Workday',
    category: 'Human resources',
    description: 'Human resources and finance.',
    identifierPatterns: ['http://www.workday.com'],
    replyUrlPatterns: ['https://<host>.myworkday.com/<tenant>/login-saml.htmld'],
    signOnUrlPattern: 'https://<host>.myworkday.com/<tenant>/login.htmld',
    idpInitiated: true,
  },
  {
    id: 'zoom',
    displayName: 'Zoom',
    publisher: 'Zoom',
    category: 'Collaboration',
    description: 'Video meetings.',
    identifierPatterns: ['<company>.zoom.us'],
    replyUrlPatterns: ['https://<company>.zoom.us/saml/SSO'],
    signOnUrlPattern: 'https://<company>.zoom.us',
    idpInitiated: false,
  },
];

export const findTemplate = (id: string | null): ApplicationTemplate | undefined =>
  applicationTemplates.find((template) => template.id === id);

/** Templates whose name, publisher or category contains the words, by name; all of them for none. */
export function searchTemplates(words: string): ApplicationTemplate[] {
  const wanted = words.trim().toLowerCase();
  return applicationTemplates.filter(({ displayName, publisher, category }) =>
    [displayName, publisher, category].some((text) => text.toLowerCase().includes(wanted)),
  );
}
