import type { ComponentChildren } from 'preact';
import { MessageBar } from '../../../web/components/surfaces.tsx';
import type { ApplicationDetails } from '../../directory/applications/application-details.ts';
import { AdminPage } from '../admin-page.tsx';
import type { Shell } from '../visit.ts';
import { applicationPages, applicationPlace } from './application-menu.ts';

export interface ApplicationPageProps {
  shell: Shell;
  app: ApplicationDetails;
  menu: keyof typeof applicationPages;
  /** Default: the menu entry. */
  title?: string | undefined;
  lead?: ComponentChildren;
  action?: ComponentChildren;
  /** Between the menu entry and this page. */
  trail?: readonly { href: string; title: string }[] | undefined;
  /** Why nothing can be changed here. */
  denial?: string | undefined;
  /** Keeps parts of the page in step with the server; see `Page`. */
  live?: { readonly versions: string; readonly page: string } | undefined;
  children: ComponentChildren;
}

/** A page of one application: its menu, and whether this person may change what is below. */
export function ApplicationPage(props: ApplicationPageProps) {
  const {
    shell,
    app,
    menu,
    title = applicationPages[menu],
    lead,
    action,
    trail = [],
    denial,
    live,
    children,
  } = props;
  const { section, trail: way, menu: ownMenu } = applicationPlace(app.servicePrincipal, menu);
  return (
    <AdminPage
      shell={shell}
      section={section}
      menu={ownMenu}
      title={`${title} - ${app.servicePrincipal.displayName}`}
      heading={title}
      lead={lead}
      action={action}
      trail={[...way, ...trail]}
      live={live}
    >
      {denial !== undefined && (
        <MessageBar tone="info" title="You can view this, but not change it" id="readOnly">
          {denial}
        </MessageBar>
      )}
      {children}
    </AdminPage>
  );
}
