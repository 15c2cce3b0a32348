import { LinkButton } from '../../../web/components/controls.tsx';
import { Card, Facts, MessageBar } from '../../../web/components/surfaces.tsx';
import { Tile, Tiles } from '../../../web/components/tiles.tsx';
import type { ApplicationDetails } from '../../directory/applications/application-details.ts';
import { policiesOf } from './application-menu.ts';
import { ApplicationPage } from './application-page.tsx';
import { type ApplicationRoutes, applicationAddress } from './application-routes.ts';

/** Overview (entra-admin.md 1.3); right after Create it says that the application is being added, until it is. */
export function overview(routes: ApplicationRoutes): void {
  routes.get('', (visit) => {
    const { app, context } = visit;
    const adding = app.servicePrincipal.readyDateTime > context.clock().toISOString();
    // Asks again by itself, also without scripts.
    if (adding) visit.reply.header('refresh', '1');
    return visit.page((shell) => (
      <ApplicationPage shell={shell} app={app} menu="">
        {adding ? <Adding app={app} /> : <Ready app={app} />}
      </ApplicationPage>
    ));
  });
}

function Adding({ app: { servicePrincipal } }: { app: ApplicationDetails }) {
  return (
    <MessageBar tone="info" title={`${servicePrincipal.displayName} is being added`} id="adding">
      This takes a few seconds; the page follows by itself.{' '}
      <a href={applicationAddress(servicePrincipal.id)}>Look again</a>
    </MessageBar>
  );
}

function Ready({ app: { servicePrincipal } }: { app: ApplicationDetails }) {
  const { id, appId, displayName } = servicePrincipal;
  const to = (page: string) => applicationAddress(id, page);
  return (
    <>
      <Card title="Properties">
        <Facts
          items={[
            { term: 'Name', value: displayName, copy: true },
            { term: 'Application ID', value: appId, copy: true },
            { term: 'Object ID', value: id, copy: true },
          ]}
        />
        <LinkButton href={to('properties')}>Properties</LinkButton>
      </Card>
      {/* Entra numbers these, up to five (entra-admin.md 1.3); not all of them are here, and a gap would look like a fault. */}
      <h2>Getting Started</h2>
      <Tiles label="Getting Started">
        <Tile
          href={to('users')}
          title="Assign users and groups"
          icon="people"
          subtitle="Provide specific users and groups access to the application"
        />
        <Tile
          href={to('single-sign-on')}
          title="Set up single sign on"
          icon="key"
          subtitle="Enable users to sign in with their Microsoft Entra credentials"
        />
        <Tile
          href={to('provisioning')}
          title="Provision User Accounts"
          icon="people"
          subtitle="Create, update and disable accounts in the application by SCIM"
        />
        <Tile
          href={policiesOf(id)}
          title="Conditional Access"
          icon="shield"
          subtitle="Secure access to this application with a policy"
        />
      </Tiles>
    </>
  );
}
