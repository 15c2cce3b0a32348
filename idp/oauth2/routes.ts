import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toBase64 } from '../../certs/certificate.ts';
import type { IdpContext } from '../context.ts';
import { findTenant } from '../directory/tenants/tenants.ts';
import { aadsts } from '../errors.ts';
import { issuerOf } from '../response/identity-provider.ts';
import { expiresIn, keyIdOf, tokenKey } from './access-token.ts';
import { issueForClient } from './issue-for-client.ts';
import { refuseToken } from './token-refusal.ts';
import { readTokenRequest } from './token-request.ts';

type TenantRequest = FastifyRequest<{ Params: { tenant: string } }>;

/** The token endpoint, and the documents with which a token is verified. */
export async function oauth2(
  app: FastifyInstance,
  { context }: { context: IdpContext },
): Promise<void> {
  app.post(
    '/:tenant/oauth2/v2.0/token',
    {
      errorHandler: (error, request, reply) => refuseToken(error, request, reply, context.clock()),
    },
    async (request: TenantRequest, reply: FastifyReply) => {
      const asked = readTokenRequest(request.body, request.headers.authorization);
      const token = await issueForClient(context, request.params.tenant, asked);
      return reply.header('cache-control', 'no-store, no-cache').header('pragma', 'no-cache').send({
        token_type: 'Bearer',
        expires_in: expiresIn,
        ext_expires_in: expiresIn,
        access_token: token,
      });
    },
  );
  const keys = async (_: FastifyRequest, reply: FastifyReply) => reply.send(await keySet(context));
  app.get('/:tenant/discovery/keys', keys);
  app.get('/:tenant/discovery/v2.0/keys', keys);
  app.get('/:tenant/.well-known/openid-configuration', async (request: TenantRequest, reply) =>
    reply.send(await openIdConfiguration(context, request.params.tenant)),
  );
}

/** JSON Web Key Set (RFC 7517) with the certificate, as Entra publishes it. */
async function keySet(context: IdpContext): Promise<object> {
  const key = await tokenKey(context);
  const { n, e } = key.certificate.publicKey.export({ format: 'jwk' });
  const kid = keyIdOf(key);
  return {
    keys: [{ kty: 'RSA', use: 'sig', kid, x5t: kid, n, e, x5c: [toBase64(key.certificate)] }],
  };
}

/**
 * OpenID configuration of v1.0 tokens: those for Microsoft Graph have its issuer. Only members that something here answers to.
 *
 * @throws {IdpError} 90002 for an unknown tenant
 */
async function openIdConfiguration({ db, publicUrl }: IdpContext, name: string): Promise<object> {
  const tenant = await findTenant(db, name);
  if (!tenant) throw aadsts(90002, { tenant: name });
  const base = `${publicUrl()}/${tenant.id}`;
  return {
    issuer: issuerOf(tenant.id),
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/keys`,
    grant_types_supported: ['client_credentials'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}
