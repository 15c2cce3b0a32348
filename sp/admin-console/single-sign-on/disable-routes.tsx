import { disableSingleSignOn } from '../../administration/single-sign-on-changes.ts';
import type { AdminConsole } from '../options.ts';
import { administratorOf, frameOf } from '../sign-in/require-administrator.ts';
import { DisablePage } from './disable-page.tsx';
import { page, savedOf } from './settings-view.tsx';

/** Switching single sign-on off: asked, then done. */
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
