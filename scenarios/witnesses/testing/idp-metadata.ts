import { IdPMetadata } from 'samlify';
import { readCertificate, toPem } from '../../../certs/certificate.ts';

/** The parts of an identity provider's metadata that a service provider needs. */
export interface IdpSettings {
  entityId: string;
  redirectUrl: string;
  postUrl: string;
  certificatePems: string[];
}

/** Reads the metadata with samlify's reader; node-saml has no reader. */
export function idpSettings(metadata: string): IdpSettings {
  const read = IdPMetadata(metadata);
  const certificates: unknown = read.getX509Certificate('signing');
  return {
    entityId: read.getEntityID(),
    redirectUrl: String(read.getSingleSignOnService('redirect')),
    postUrl: String(read.getSingleSignOnService('post')),
    certificatePems: [certificates]
      .flat(2)
      .map((base64) => toPem(readCertificate(Buffer.from(String(base64))))),
  };
}
