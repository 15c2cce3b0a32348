import type { ComponentChildren } from 'preact';
import { Tabs } from '../../../web/navigation.tsx';
import { MessageBar } from '../../../web/surfaces.tsx';
import type { ApplicationDetails } from '../../directory/application-details.ts';
import { AdminPage } from '../admin-page.tsx';
import type { Shell } from '../visit.ts';
import { applicationAddress } from './application-routes.ts';

/** The application's own menu (entra-admin.md 1.3), as far as it is here. */
const pages = {
  '': 'Overview',
  properties: 'Properties',
  owners: 'Owners',
  users: 'Users and groups',
  'single-sign-on': 'Single sign-on',
} as const;

export type ApplicationMenu = keyof typeof pages;

export interface ApplicationPageProps {
  shell: Shell;
  app: ApplicationDetails;
  menu: ApplicationMenu;
  /** Default: the menu entry. */
  title?: string | undefined;
  lead?: ComponentChildren;
  action?: ComponentChildren;
  /** Between the menu entry and this page. */
  trail?: readonly { href: string; title: string }[] | undefined;
  /** Why nothing can be changed here. */
  denial?: string | undefined;
  children: ComponentChildren;
}

/** A page of one application: its menu, and whether this person may change what is below. */
export function ApplicationPage(props: ApplicationPageProps) {
  const {
    shell,
    app,
    menu,
    title = pages[menu],
    lead,
    action,
    trail = [],
    denial,
    children,
  } = props;
  const { id, displayName } = app.servicePrincipal;
  return (
    <AdminPage
      shell={shell}
      section="apps"
      title={`${title} - ${displayName}`}
      heading={title}
      lead={lead}
      action={action}
      trail={[
        { title: 'Enterprise apps', href: '/admin/apps' },
        { title: displayName, href: applicationAddress(id) },
        ...trail,
      ]}
    >
      <Tabs
        label={displayName}
        items={Object.entries(pages).map(([page, name]) => ({
          href: applicationAddress(id, page),
          title: name,
          current: page === menu,
        }))}
      />
      {denial !== undefined && (
        <MessageBar tone="info" title="You can look at this, but not change it" id="readOnly">
          {denial}
        </MessageBar>
      )}
      {children}
    </AdminPage>
  );
}
