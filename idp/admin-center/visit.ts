import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { CloudName } from '../cloud/clouds.ts';
import type { IdpContext } from '../context.ts';
import { type AuditEntry, recordAudit } from '../directory/logs/audit-log.ts';
import type { Administrator } from './administrator.ts';
import { requireTask } from './administrator.ts';
import { type Flash, setFlash, takeFlash } from './flash.ts';
import type { PostedForm } from './posted-form.ts';
import { mayDo, type Task } from './roles.ts';

/** What every page of the admin center shows around its content. */
export interface Shell {
  administrator: Administrator;
  /** The tenant's cloud. */
  cloud: CloudName;
  /** CSRF token for every form on the page. */
  csrf: string;
  /** What the previous form did. */
  flash: Flash | undefined;
}

/** One request to the admin center by a signed-in user who may do the route's task. */
export interface Visit {
  readonly context: IdpContext;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly administrator: Administrator;
  readonly tenantId: string;
  /** Which of Microsoft's clouds the tenant pretends to be in. */
  readonly cloud: CloudName;
  /** Parameters of the path; absent ones are empty. */
  param(name: string): string;
  /** A parameter of the query, trimmed; empty when absent or given twice. */
  query(name: string): string;
  /** The posted form; empty on a GET. */
  readonly form: PostedForm;
  /** Whether the user may also do this; pages show what would be refused as read-only. */
  may(task: Task): boolean;
  /** @throws {AdminError} `role_missing` */
  require(task: Task): void;
  shell(): Shell;
  /** Answers with a page. 422: the form broke a rule; 409: another user saved first. */
  page(build: (shell: Shell) => VNode, status?: 200 | 409 | 422): FastifyReply;
  /** Redirects to a page of the admin center after a form, which shows `said` once. */
  done(path: string, said?: string | Flash): FastifyReply;
  /** Writes one line of the audit log in this user's name. */
  audit(entry: Omit<AuditEntry, 'actor'>): Promise<void>;
}

export interface VisitParts {
  context: IdpContext;
  request: FastifyRequest;
  reply: FastifyReply;
  administrator: Administrator;
  cloud: CloudName;
  form: PostedForm;
}

export function visitOf(parts: VisitParts): Visit {
  const { context, request, reply, administrator, cloud, form } = parts;
  const { tenantId, id, userPrincipalName, displayName } = administrator.user;
  const shell = (): Shell => ({
    administrator,
    cloud,
    csrf: reply.generateCsrf(),
    flash: takeFlash(request, reply),
  });
  return {
    context,
    request,
    reply,
    administrator,
    tenantId,
    cloud,
    form,
    param: (name) => String((request.params as Record<string, unknown>)[name] ?? ''),
    query: (name) => {
      const value = (request.query as Record<string, unknown>)[name];
      return typeof value === 'string' ? value.trim() : '';
    },
    may: (task) => mayDo(task, administrator.roles),
    require: (task) => requireTask(task, administrator),
    shell,
    page: (build, status = 200) => reply.page(build(shell()), status),
    done(path, said) {
      if (said !== undefined)
        setFlash(reply, typeof said === 'string' ? { tone: 'success', text: said } : said);
      return reply.redirect(path, 303);
    },
    audit: (entry) =>
      recordAudit(
        context.db,
        { ...entry, actor: { tenantId, id, userPrincipalName, displayName } },
        context.clock(),
      ),
  };
}
