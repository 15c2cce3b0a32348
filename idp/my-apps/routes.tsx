import type { FastifyInstance } from 'fastify';
import { PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { PAGE_SIZE, pageNumber } from '../../web/components/pager.tsx';
import type { IdpContext } from '../context.ts';
import { findApplication } from '../directory/applications/application-details.ts';
import { type Tile, tilesOf } from '../directory/applications/assignments-of-user.ts';
import { appIcon } from '../gallery/app-icon.ts';
import { beginSignIn } from '../sign-in/begin-sign-in.ts';
import { currentSession } from '../sign-in/session-cookies.ts';
import { siteName } from '../site-name.ts';
import { type AppTile, MyAppsPage } from './my-apps-page.tsx';
import { leavesTheLab, OutsideTheLab, outsidePath, outsideTitle } from './outside-the-lab.tsx';

/** `/my-apps`: signs the user in if necessary, then shows the applications to open. */
export async function myApps(
  app: FastifyInstance,
  { context }: { context: IdpContext },
): Promise<void> {
  app.get<{ Querystring: { page?: unknown } }>('/my-apps', async (request, reply) => {
    const session = await currentSession({ context, request, reply });
    if (!session)
      return beginSignIn(
        { context, request, reply },
        { tenantId: 'common', continuation: { kind: 'my-apps' } },
      );
    const page = pageNumber(String(request.query.page ?? ''));
    const { user } = session;
    const { rows, total } = await tilesOf(context.db, user.id, { page, pageSize: PAGE_SIZE });
    return reply.page(
      <MyAppsPage
        user={user}
        tiles={rows.map((tile) => appTile(context, tile))}
        page={page}
        total={total}
        exchanges={context.exchanges?.addressOfUser(user.userPrincipalName)}
      />,
    );
  });

  app.get<{ Params: { appId: string } }>(`${outsidePath}/:appId`, async (request, reply) => {
    const session = await currentSession({ context, request, reply });
    if (!session) return reply.redirect('/my-apps', 303);
    const { db, lab } = context;
    const { appId } = request.params;
    const found = await findApplication(db, session.user.tenantId, { appId });
    const { id, displayName, loginUrl } = found?.servicePrincipal ?? {};
    if (id === undefined || displayName === undefined || !leavesTheLab(context, loginUrl))
      return reply.callNotFound();
    return reply.page(
      <Page title={outsideTitle} site="idp" siteName={siteName}>
        <PageHeading title={outsideTitle} />
        <OutsideTheLab
          name={displayName}
          servicePrincipalId={id}
          signOnUrl={loginUrl}
          instead={lab?.insteadOf(loginUrl)}
        />
      </Page>,
    );
  });
}

/** With a Sign on URL the tile opens it and the application starts the sign-in; otherwise the sign-in starts here (entra-saml.md 9.6). */
function appTile(
  context: IdpContext,
  { displayName, loginUrl, appId, tenantId, applicationTemplateId }: Tile,
): AppTile {
  const shown = { title: displayName, icon: appIcon(applicationTemplateId) };
  if (leavesTheLab(context, loginUrl))
    return {
      ...shown,
      href: `${outsidePath}/${appId}`,
      subtitle: 'Its Sign on URL is outside this lab',
    };
  return loginUrl
    ? { ...shown, href: loginUrl, subtitle: 'Sign-in starts at the application' }
    : {
        ...shown,
        href: `/api/signin/${appId}?tenantId=${tenantId}`,
        subtitle: 'Sign-in starts here',
      };
}
