import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { wire } from '../../saml/canonical-writer.ts';
import { signEnveloped } from '../../saml/sign.ts';
import { idsOf } from '../../store/ids.ts';
import type { IdpContext } from '../context.ts';
import {
  commonKeys,
  keysOf,
  type PublishedKey,
  signingKeyAt,
} from '../directory/applications/key-credentials.ts';
import { noteMetadataRead } from '../directory/applications/metadata-reads.ts';
import { applicationsByAppId } from '../directory/sign-in/sign-in-applications.ts';
import { findTenant } from '../directory/tenants/tenants.ts';
import { newResponseId } from '../entra-ids.ts';
import { aadsts } from '../errors.ts';
import { lowerCaseNames, readOnce } from '../form-parameters.ts';
import { issuerOf } from '../response/identity-provider.ts';
import { buildEntityDescriptor } from './entity-descriptor.ts';
import { WsFederationPage } from './wsfed-page.tsx';

type MetadataRequest = FastifyRequest<{ Params: { tenant: string } }>;

/**
 * Federation metadata of a tenant, or of one of its applications (entra-saml.md 5). Paths match in any letter case. The bytes begin with a
 * byte order mark and the XML declaration, as Entra's do (entra-saml.md 10.6).
 */
export async function metadata(
  app: FastifyInstance,
  { context }: { context: IdpContext },
): Promise<void> {
  const notModelled = (_: FastifyRequest, reply: FastifyReply) =>
    reply.page(<WsFederationPage />, 501);
  app.get('/:tenant/wsfed', notModelled);
  app.post('/:tenant/wsfed', { config: { fromOtherSites: true } }, notModelled);
  const path = '/:tenant/federationmetadata/2007-06/federationmetadata.xml';
  app.get(path, async (request: MetadataRequest, reply) => {
    const tenantId = await findTenantId(context, request.params.tenant);
    const { appid: appId } = readOnce(lowerCaseNames(request.query), ['appid']);
    const { published, signedBy } = await keysFor(context, tenantId, appId);
    const descriptor = buildEntityDescriptor({
      id: newResponseId(idsOf(context.db)),
      // The tenant-independent document has this text in place of the GUID, braces included (entra-saml.md 5.1).
      entityId: issuerOf(tenantId === 'common' ? '{tenant}' : tenantId),
      base: `${context.publicUrl()}/${tenantId}`,
      certificates: published.map(({ certificate }) => certificate),
    });
    const signed = await signEnveloped(descriptor, {
      key: await context.keys.load(signedBy),
      keyInfoPrefix: 'ds',
    });
    if (appId)
      await noteMetadataRead(context.db, {
        appId,
        dateTime: context.clock().toISOString(),
        userAgent: request.headers['user-agent'] ?? '',
        thumbprints: published.map(({ thumbprint }) => thumbprint),
      });
    return reply
      .type('application/samlmetadata+xml; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(`\uFEFF<?xml version="1.0" encoding="utf-8"?>${wire(signed)}`);
  });
}

async function findTenantId({ db }: IdpContext, name: string): Promise<string> {
  if (name.toLowerCase() === 'common') return 'common';
  const tenant = await findTenant(db, name);
  if (!tenant) throw aadsts(90002, { tenant: name });
  return tenant.id;
}

/**
 * An application publishes all its certificates, active or not, so that a service provider can know the next one in time; the one that signs
 * tokens now signs the metadata. Without `appid` it is the key that all tenants share, which
 * verifies no application that has its own (entra-saml.md 5.2).
 *
 * @throws {IdpError} 700016 when the tenant has no such application
 * @throws {IdpError} 50003 when it has no certificate
 */
async function keysFor(
  { db, clock }: IdpContext,
  tenantId: string,
  appId: string | undefined,
): Promise<{ published: PublishedKey[]; signedBy: string }> {
  if (!appId) {
    const published = await commonKeys(db, clock());
    const [first] = published;
    if (!first) throw aadsts(50003, {});
    return { published, signedBy: first.keyId };
  }
  const [application] = await applicationsByAppId(db, appId, tenantId);
  if (!application) {
    const tenant = (await findTenant(db, tenantId))?.displayName ?? tenantId;
    throw aadsts(700016, { identifier: appId, tenant });
  }
  const { servicePrincipalId, activeKey } = application;
  if (!activeKey) throw aadsts(50003, {});
  return {
    published: await keysOf(db, servicePrincipalId),
    signedBy: await signingKeyAt(db, servicePrincipalId, activeKey, clock()),
  };
}
