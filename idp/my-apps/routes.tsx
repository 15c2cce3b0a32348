import type { FastifyInstance } from 'fastify';
import { PAGE_SIZE, pageNumber } from '../../web/components/pager.tsx';
import type { IdpContext } from '../context.ts';
import { type Tile, tilesOf } from '../directory/applications/assignments-of-user.ts';
import { beginSignIn } from '../sign-in/begin-sign-in.ts';
import { currentSession } from '../sign-in/session-cookies.ts';
import { type AppTile, MyAppsPage } from './my-apps-page.tsx';

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
        tiles={rows.map(appTile)}
        page={page}
        total={total}
        exchanges={context.exchanges?.addressOfUser(user.userPrincipalName)}
      />,
    );
  });
}

/** With a Sign on URL the tile opens it and the application starts the sign-in; otherwise the sign-in starts here (entra-saml.md 9.6). */
function appTile({ displayName, loginUrl, appId, tenantId }: Tile): AppTile {
  return loginUrl
    ? { title: displayName, href: loginUrl, subtitle: 'Sign-in starts at the application' }
    : {
        title: displayName,
        href: `/api/signin/${appId}?tenantId=${tenantId}`,
        subtitle: 'Sign-in starts here',
      };
}
