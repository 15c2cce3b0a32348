import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import type { GraphPermission } from '../directory/applications/graph-permissions.ts';
import { type AuditEntry, recordAudit } from '../directory/logs/audit-log.ts';
import type { AccessTokenClaims } from '../oauth2/access-token.ts';
import { authenticate, requirePermission } from './authorize.ts';

export type GraphVersion = 'v1.0' | 'beta';

/** One request to Microsoft Graph by an application that has the permission. */
export interface GraphVisit {
  readonly context: IdpContext;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly tenantId: string;
  /** The application that calls. */
  readonly client: AccessTokenClaims;
  /** `{publicUrl}/v1.0` or `/beta`. */
  readonly base: string;
  /** A parameter of the path; empty when absent. */
  param(name: string): string;
  /** Writes one line of the audit log in the name of the application. */
  audit(entry: Omit<AuditEntry, 'actor'>): Promise<void>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type GraphHandler = (visit: GraphVisit) => Promise<FastifyReply>;

/** How features add their routes. Every route names the permissions of which one is enough, so that none can forget them. */
export interface GraphRoutes {
  route(
    method: Method,
    path: string,
    permissions: readonly GraphPermission[],
    handler: GraphHandler,
  ): void;
}

/** Routes of one version. The token is verified before the body is read. */
export function graphRoutes(
  app: FastifyInstance,
  context: IdpContext,
  version: GraphVersion,
): GraphRoutes {
  const clients = new WeakMap<FastifyRequest, AccessTokenClaims>();
  return {
    route: (method, url, permissions, handler) =>
      void app.route({
        method,
        url,
        exposeHeadRoute: false,
        onRequest: async (request) => {
          const claims = await authenticate(context, request);
          requirePermission(claims, permissions);
          clients.set(request, claims);
        },
        handler: (request, reply) => {
          const client = clients.get(request);
          if (!client) throw new TypeError('A Graph route was reached without its guard.');
          const base = `${context.publicUrl()}/${version}`;
          return handler(visitOf({ context, request, reply, client, base }));
        },
      }),
  };
}

type Parts = Pick<GraphVisit, 'context' | 'request' | 'reply' | 'client' | 'base'>;

const visitOf = (parts: Parts): GraphVisit => ({
  ...parts,
  tenantId: parts.client.tid,
  param: (name) => String((parts.request.params as Record<string, unknown>)[name] ?? ''),
  audit: (entry) =>
    recordAudit(
      parts.context.db,
      {
        ...entry,
        actor: {
          tenantId: parts.client.tid,
          id: parts.client.oid,
          userPrincipalName: parts.client.app_displayname,
          displayName: parts.client.app_displayname,
        },
      },
      parts.context.clock(),
    ),
});
