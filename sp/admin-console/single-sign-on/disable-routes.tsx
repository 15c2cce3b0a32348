import { Actions, Button, CsrfField, LinkButton } from '../../../web/components/controls.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { disableSingleSignOn } from '../../administration/single-sign-on-changes.ts';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import type { AdminConsole } from '../options.ts';
import { administratorOf, frameOf } from '../sign-in/require-administrator.ts';
import { page, savedOf } from './settings-view.tsx';
import { SingleSignOnHeading } from './single-sign-on-heading.tsx';

/** Disables single sign-on, after a confirmation. */
export function disableRoutes(admin: AdminConsole): void {
  const { app, db } = admin;

  app.get(`${page}/disable`, async (request, reply) => {
    const saved = await savedOf(admin, request);
    if (!saved?.enabled) return reply.redirect(page, 303);
    return reply.page(<DisablePage frame={frameOf(request, reply)} />);
  });

  app.post(`${page}/disable`, { preHandler: app.csrfProtection }, async (request, reply) => {
    await disableSingleSignOn(db, administratorOf(request).company.id);
    return reply.redirect(`${page}?done=disabled`, 303);
  });
}

/** Asks for a confirmation, as no employee can sign in afterwards. */
function DisablePage({ frame }: { frame: AdminFrame }) {
  return (
    <AdminPage frame={frame} title="Disable single sign-on" section="integrations">
      <SingleSignOnHeading page="Disable single sign-on" />
      <Card>
        <p>
          Employees of {frame.administrator.company.name} will not be able to sign in, either here
          or from the identity provider. Open sessions continue until they end. The settings and
          certificates are kept.
        </p>
        <form method="post" action={`${page}/disable`}>
          <CsrfField token={frame.csrfToken} />
          <Actions>
            <Button appearance="danger">Disable single sign-on</Button>
            <LinkButton href={page}>Cancel</LinkButton>
          </Actions>
        </form>
      </Card>
    </AdminPage>
  );
}
