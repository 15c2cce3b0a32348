import type { FastifyInstance } from 'fastify';
import { toBase64 } from '../../certs/certificate.ts';
import type { FindTrustedProvider } from '../administration/trusted-provider.ts';
import type { OwnKeys } from '../own-keys/own-keys.ts';
import { metadataXml } from '../samlify/service-provider.ts';
import { serviceAddress } from '../service-address.ts';

export interface MetadataOptions {
  readonly publicUrl: () => string;
  readonly findProvider: FindTrustedProvider;
  readonly keys: OwnKeys;
}

/** GET /saml/{companyId}/metadata: the entity ID is the URL of this document (SAML Metadata 4.1.1). */
export async function metadata(app: FastifyInstance, options: MetadataOptions): Promise<void> {
  const { publicUrl, findProvider, keys } = options;
  app.get<{ Params: { companyId: string } }>(
    '/saml/:companyId/metadata',
    async (request, reply) => {
      const { companyId } = request.params;
      if (!(await findProvider(companyId))) return reply.callNotFound();
      const [signing, decryption] = await Promise.all([keys.signing(), keys.decryption()]);
      const xml = await metadataXml(serviceAddress(publicUrl(), companyId), {
        signing: [toBase64(signing.certificate)],
        encryption: decryption.map(({ certificate }) => toBase64(certificate)),
      });
      return reply.type('application/samlmetadata+xml').send(xml); // SAML Metadata appendix A
    },
  );
}
