import type { ComponentChildren } from 'preact';
import { Badge } from '../../web/components/badge.tsx';
import { LinkButton } from '../../web/components/controls.tsx';
import { Breadcrumbs, type Menu, PageHeading, SideNav } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { MessageBar } from '../../web/components/surfaces.tsx';
import { Person } from '../../web/components/tiles.tsx';
import { clouds } from '../cloud/clouds.ts';
import type { Shell } from './visit.ts';

/** The menu at the left, in Entra's order and words. */
const sections = {
  home: { title: 'Home', href: '/admin' },
  users: { title: 'Users', href: '/admin/users' },
  groups: { title: 'Groups', href: '/admin/groups' },
  apps: { title: 'Enterprise apps', href: '/admin/apps' },
  domains: { title: 'Domain names', href: '/admin/domains' },
  policies: { title: 'Conditional Access', href: '/admin/conditional-access' },
  signIns: { title: 'Sign-in logs', href: '/admin/sign-ins' },
  provisioningLogs: { title: 'Provisioning logs', href: '/admin/provisioning-logs' },
  audit: { title: 'Audit logs', href: '/admin/audit' },
} as const;

export type Section = keyof typeof sections;

export interface AdminPageProps {
  shell: Shell;
  section: Section;
  /** The home page has no breadcrumbs. */
  isHome?: boolean;
  /** Menu of the page's subject, below the menu of the site. */
  menu?: Menu | undefined;
  /** Title of the window and, unless `heading` is given, the page's first heading. */
  title: string;
  heading?: string | undefined;
  lead?: ComponentChildren;
  /** Next to the heading. */
  action?: ComponentChildren;
  /** Breadcrumbs between Home and this page. */
  trail?: readonly { href: string; title: string }[] | undefined;
  /** Refreshes parts of the page; see `Page`. */
  live?: { readonly versions: string; readonly page: string } | undefined;
  children: ComponentChildren;
}

/** A page of the admin center: signed-in user, menu, breadcrumbs, message of the previous form, and content. */
export function AdminPage(props: AdminPageProps) {
  const {
    shell,
    section,
    isHome = false,
    menu,
    title,
    heading = title,
    lead,
    action,
    trail = [],
    live,
    children,
  } = props;
  return (
    <Page
      title={title}
      site="idp"
      siteName="Mock Entra admin center"
      scripts={['copy', 'unsaved']}
      live={live}
      wide
      home="/admin"
      label={shell.cloud !== 'global' && <Badge>{clouds[shell.cloud].name}</Badge>}
      header={<Account shell={shell} />}
    >
      <SideNav
        subject={menu}
        menu={{
          label: 'Entra ID',
          groups: [
            {
              title: 'Entra ID',
              items: Object.entries(sections).map(([name, item]) => ({
                ...item,
                current: name === section,
              })),
            },
          ],
        }}
      >
        {!isHome && (
          <Breadcrumbs items={[{ title: 'Home', href: '/admin' }, ...trail, { title: heading }]} />
        )}
        <PageHeading title={heading} lead={lead} action={action} />
        {shell.flash && (
          <MessageBar tone={shell.flash.tone} id="notification">
            {shell.flash.text}
          </MessageBar>
        )}
        {children}
      </SideNav>
    </Page>
  );
}

function Account({ shell }: { shell: Shell }) {
  const { displayName, userPrincipalName } = shell.administrator.user;
  return (
    <>
      <Person name={displayName} detail={userPrincipalName} />
      <LinkButton href="/common/oauth2/logout" appearance="subtle" id="signOut">
        Sign out
      </LinkButton>
    </>
  );
}
