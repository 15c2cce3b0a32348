import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CloudName } from '../cloud/clouds.ts';
import type { IdpContext } from '../context.ts';
import { cloudOf } from '../directory/tenants/tenants.ts';
import { aadsts } from '../errors.ts';
import { personalAccounts } from '../response/identity-provider.ts';
import { beginSignIn } from '../sign-in/begin-sign-in.ts';
import { currentSession } from '../sign-in/session-cookies.ts';
import { type Administrator, administratorOf, requireTask } from './administrator.ts';
import { PostedForm } from './posted-form.ts';
import type { Task } from './roles.ts';
import { readUpload } from './upload.ts';
import { type Visit, visitOf } from './visit.ts';

/** Handles one request; `Visit` says what it gets. */
export type VisitHandler = (visit: Visit) => FastifyReply | Promise<FastifyReply>;

/** How features add their pages. Every route names its task, so that no page can forget the permission check. */
export interface AdminRoutes {
  get(path: string, task: Task, handler: VisitHandler): void;
  post(path: string, task: Task, handler: VisitHandler): void;
  /** A form that carries a file (`enctype="multipart/form-data"`). */
  upload(path: string, task: Task, handler: VisitHandler): void;
}

/** What a personal account without a tenant is told that it cannot open. */
const portal = {
  tenant: 'Microsoft Services',
  appId: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
  appName: 'Azure Portal',
};

/**
 * Routes for signed-in users who may do the task. Others are redirected to the sign-in: GETs resume afterwards, POSTs must be
 * resubmitted. Every form must carry the CSRF token of this browser.
 *
 * @param app an instance with `registerCsrf` and multipart registered
 */
export function adminRoutes(app: FastifyInstance, context: IdpContext): AdminRoutes {
  const visits = new WeakMap<FastifyRequest, { administrator: Administrator; cloud: CloudName }>();

  /** Starts a sign-in, which sends the reply, or records who may visit. */
  async function admit(request: FastifyRequest, reply: FastifyReply, task: Task) {
    const exchange = { context, request, reply };
    const session = await currentSession(exchange);
    if (!session)
      return beginSignIn(exchange, {
        tenantId: 'common',
        continuation: { kind: 'admin', path: request.method === 'GET' ? request.url : '/admin' },
      });
    if (session.user.tenantId === personalAccounts.tenantId)
      throw aadsts(50020, {
        ...portal,
        user: session.user.userPrincipalName,
        identityProvider: personalAccounts.identityProvider,
      });
    const administrator = await administratorOf(context.db, session.user);
    requireTask(task, administrator);
    visits.set(request, {
      administrator,
      cloud: await cloudOf(context.db, session.user.tenantId),
    });
    return undefined;
  }

  const forms = new WeakMap<FastifyRequest, PostedForm>();
  const serve = (handler: VisitHandler) => (request: FastifyRequest, reply: FastifyReply) => {
    const admitted = visits.get(request);
    if (!admitted) throw new TypeError('An admin page was reached without its guard.');
    const form = forms.get(request) ?? new PostedForm(request.body);
    return handler(visitOf({ context, request, reply, ...admitted, form }));
  };
  const guard = (task: Task) => (request: FastifyRequest, reply: FastifyReply) =>
    admit(request, reply, task);

  return {
    get: (path, task, handler) =>
      void app.get(path, { exposeHeadRoute: false, onRequest: guard(task) }, serve(handler)),
    post: (path, task, handler) =>
      void app.post(
        path,
        { onRequest: guard(task), preHandler: app.csrfProtection },
        serve(handler),
      ),
    upload: (path, task, handler) =>
      void app.post(
        path,
        {
          onRequest: guard(task),
          preValidation: async (request) => {
            const form = await readUpload(request);
            forms.set(request, form);
            // The CSRF check looks for its token in the body.
            request.body = { _csrf: form.text('_csrf') };
          },
          preHandler: app.csrfProtection,
        },
        serve(handler),
      ),
  };
}
