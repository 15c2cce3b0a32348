import type { FastifyInstance } from 'fastify';
import type { FindTrustedProvider } from '../administration/trusted-provider.ts';
import { metadataXml } from '../samlify/service-provider.ts';
import { serviceAddress } from '../service-address.ts';

export interface MetadataOptions {
  readonly publicUrl: () => string;
  readonly findProvider: FindTrustedProvider;
}

/** GET /saml/{companyId}/metadata: the entity ID is the URL of this document (SAML Metadata 4.1.1). */
export async function metadata(app: FastifyInstance, options: MetadataOptions): Promise<void> {
  const { publicUrl, findProvider } = options;
  app.get<{ Params: { companyId: string } }>(
    '/saml/:companyId/metadata',
    async (request, reply) => {
      const { companyId } = request.params;
      if (!(await findProvider(companyId))) return reply.callNotFound();
      const xml = await metadataXml(serviceAddress(publicUrl(), companyId));
      return reply.type('application/samlmetadata+xml').send(xml); // SAML Metadata appendix A
    },
  );
}
