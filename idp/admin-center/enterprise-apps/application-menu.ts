import type { Menu } from '../../../web/components/navigation.tsx';
import type { ServicePrincipalRow } from '../../directory/tables.ts';
import { logsOf } from '../../provisioning/admin/logs/address.ts';
import { applicationAddress } from './application-routes.ts';

/** The entries of an application's own menu (entra-admin.md 1.3), as far as they are here. */
const manage = {
  properties: 'Properties',
  owners: 'Owners',
  users: 'Users and groups',
  'app-roles': 'App roles',
  'single-sign-on': 'Single sign-on',
  provisioning: 'Provisioning',
  secrets: 'Certificates & secrets',
  'api-permissions': 'API permissions',
} as const;
/** The menu of Provisioning, which Entra shows in the place of the application's. */
const provisioning = {
  'provisioning/connectivity': 'Connectivity',
  'provisioning/mappings': 'Attribute mapping',
  'provisioning/scope': 'Scoping filters',
  'provisioning/settings': 'Settings',
  'provisioning/on-demand': 'Provision on demand',
} as const;
const security = { 'token-encryption': 'Token encryption' } as const;
export const applicationPages = {
  '': 'Overview',
  ...manage,
  ...provisioning,
  ...security,
} as const;

/** A page of the application, or a list of the tenant that is narrowed to it. */
export type ApplicationEntry =
  | keyof typeof applicationPages
  | 'conditional-access'
  | 'sign-ins'
  | 'provisioning-logs'
  | 'audit';

export type ApplicationNames = Pick<ServicePrincipalRow, 'id' | 'appId' | 'displayName'>;

/** The section, breadcrumbs and menu of a page of an application. */
export function applicationPlace(app: ApplicationNames, current: ApplicationEntry) {
  const { id, appId, displayName } = app;
  const item = (entry: ApplicationEntry, title: string, href = applicationAddress(id, entry)) => ({
    href,
    title,
    current: entry === current,
  });
  const menu: Menu = {
    label: displayName,
    groups: [
      { title: displayName, items: [item('', 'Overview')] },
      {
        title: 'Manage',
        items: Object.entries(manage).map(([page, title]) =>
          item(page as keyof typeof manage, title),
        ),
      },
      ...(current.startsWith('provisioning')
        ? [
            {
              title: 'Provisioning',
              items: Object.entries(provisioning).map(([page, title]) =>
                item(page as keyof typeof provisioning, title),
              ),
            },
          ]
        : []),
      {
        title: 'Security',
        items: [
          item('conditional-access', 'Conditional Access', policiesOf(id)),
          item('token-encryption', security['token-encryption']),
        ],
      },
      {
        title: 'Activity',
        items: [
          item('sign-ins', 'Sign-in logs', `/admin/sign-ins?application=${appId}`),
          item('provisioning-logs', 'Provisioning logs', logsOf(appId)),
          item('audit', 'Audit logs', `/admin/audit?targetId=${id}`),
        ],
      },
    ],
  };
  const trail = [
    { title: 'Enterprise apps', href: '/admin/apps' },
    { title: displayName, href: applicationAddress(id) },
  ];
  return { section: 'apps', trail, menu } as const;
}

/** The Conditional Access policies that are about one application. */
export const policiesOf = (servicePrincipalId: string): string =>
  `/admin/conditional-access?application=${servicePrincipalId}`;
