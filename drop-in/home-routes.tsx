import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { browserOf, ensureBrowser } from './browser-cookie.ts';
import { wait } from './browsers.ts';
import type { DropInContext } from './context.ts';
import { signOut } from './logout-routes.tsx';
import { metadataOf } from './metadata.ts';
import { AttributesPage, FrontPage } from './pages.tsx';
import { entityIdOf, originOf, paths } from './paths.ts';
import { fieldsOf } from './received.ts';

/** The front page, the metadata, and a sign-in without a service provider. */
export function homeRoutes(app: FastifyInstance, context: DropInContext): void {
  // Compose files ask for /simplesaml to learn whether the container is ready.
  for (const path of ['/', '/simplesaml', '/simplesaml/'])
    app.get(path, (_request, reply) => reply.redirect(paths.frontPage));

  app.get(paths.frontPage, (request, reply) => {
    const { entityId, assertionConsumerService, singleLogoutService } = context.serviceProvider;
    const facts = [
      { term: 'Entity ID and metadata', value: entityIdOf(request), copy: true },
      { term: 'Single sign-on', value: originOf(request) + paths.singleSignOn },
      { term: 'Single logout', value: originOf(request) + paths.singleLogout },
      { term: 'Service provider', value: entityId },
      { term: 'Its assertion consumer service', value: assertionConsumerService },
      { term: 'Its single logout service', value: singleLogoutService ?? 'none' },
      { term: 'Users', value: context.users.map(({ userName }) => userName).join(', ') },
    ];
    const signedIn = browserOf(context.browsers, request)?.signedIn !== undefined;
    return reply.page(<FrontPage facts={facts} signedIn={signedIn} />);
  });

  app.get(paths.metadata, (request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type('application/xml')
      .send(metadataOf(originOf(request), context.key.certificateBase64)),
  );

  app.get(paths.test, { exposeHeadRoute: false }, (request, reply) => {
    const { logout } = fieldsOf(request.query);
    if (logout !== undefined) {
      signOut(context, request);
      return reply.redirect(paths.loggedOut);
    }
    const browser = ensureBrowser(context.browsers, request, reply);
    if (browser.signedIn) return reply.page(<AttributesPage {...browser.signedIn.user} />);
    const state = wait(browser, { for: 'test', exchange: randomUUID(), at: context.clock() });
    return reply.redirect(`${paths.login}?AuthState=${state}`);
  });
}
