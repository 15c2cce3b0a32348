import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerSignedIn } from './answer.ts';
import { browserOf, renewCookie } from './browser-cookie.ts';
import type { Browser, WaitingRequest } from './browsers.ts';
import type { DropInContext } from './context.ts';
import { LoginPage } from './pages.tsx';
import { paths } from './paths.ts';
import { fieldsOf } from './received.ts';
import { DropInRefusal } from './refusal.ts';
import { newId } from './response.ts';
import { imageUsers, userWith } from './users.ts';

/** Their passwords are no secret: they are those of the image. */
const known =
  'The service provider asks you to sign in. You can be user1 with the password user1pass, or user2 with user2pass.';

/** Longer names and passwords are cut. */
const MAX_FIELD = 256;

/**
 * `loginuserpass.php`: the form, and who fills it in. The AuthState is in the address and in the form, and only the browser that it was
 * made for knows it, so no other site can send the form.
 */
export function loginRoutes(app: FastifyInstance, context: DropInContext): void {
  const shown = { hint: context.users === imageUsers ? known : undefined };
  app.get(paths.login, { exposeHeadRoute: false }, (request, reply) => {
    const { AuthState: state } = fieldsOf(request.query);
    waitingFor(context, request, state);
    return reply.page(<LoginPage {...shown} state={state ?? ''} userName="" />);
  });

  app.post(paths.login, async (request, reply) => {
    const { AuthState: state, username = '', password = '' } = fieldsOf(request.body);
    const { browser, waiting } = waitingFor(context, request, state);
    const userName = username.slice(0, MAX_FIELD);
    const user = userWith(context.users, userName, password.slice(0, MAX_FIELD));
    if (!user)
      return reply.page(<LoginPage {...shown} state={state ?? ''} userName={userName} refused />);
    browser.waiting.delete(state ?? '');
    browser.signedIn = { user, at: context.clock(), sessionIndex: newId() };
    renewCookie(context.browsers, browser, request, reply);
    return answerSignedIn(context, request, reply, waiting, browser.signedIn);
  });
}

/** @throws {DropInRefusal} `no_state` when this browser has no such request */
function waitingFor(
  { browsers }: DropInContext,
  request: FastifyRequest,
  state: string | undefined,
): { readonly browser: Browser; readonly waiting: WaitingRequest } {
  const browser = browserOf(browsers, request);
  const waiting = state === undefined ? undefined : browser?.waiting.get(state);
  if (browser && waiting) return { browser, waiting };
  throw new DropInRefusal(
    'no_state',
    'State information lost',
    'This sign-in was not started in this browser, was finished already, or is older than an hour.',
    'Start again at the service provider. The browser must keep cookies.',
  );
}
