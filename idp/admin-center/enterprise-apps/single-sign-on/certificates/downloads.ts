import { readCertificate, toBase64Cer, toDer, toPem } from '../../../../../certs/certificate.ts';
import { signingCertificatesOf } from '../../../../directory/applications/signing-certificates.ts';
import { AdminError } from '../../../errors.ts';
import type { ApplicationRoutes } from '../../application-routes.ts';
import { fileName } from '../endpoints.ts';

type Certificate = ReturnType<typeof readCertificate>;

/** The three forms (entra-saml.md 6); "Raw" is DER. */
const forms = {
  base64: { extension: 'cer', type: 'application/x-x509-ca-cert', write: toBase64Cer },
  raw: {
    extension: 'cer',
    type: 'application/pkix-cert',
    write: (certificate: Certificate) => Buffer.from(toDer(certificate)),
  },
  pem: { extension: 'pem', type: 'application/x-pem-file', write: toPem },
} as const;

/** Downloads of a certificate; private keys never leave (entra-saml.md 6). */
export function certificateDownloads(routes: ApplicationRoutes): void {
  routes.get('single-sign-on/certificates/:thumbprint/:form', async (visit) => {
    const { context, app } = visit;
    const wanted = visit.param('thumbprint').toUpperCase();
    const all = await signingCertificatesOf(context.db, app, context.clock());
    const found = all.find(({ thumbprint }) => thumbprint === wanted);
    const form = visit.param('form');
    if (!found || !Object.hasOwn(forms, form))
      throw new AdminError('object_gone', 'This application has no such certificate.');
    const { extension, type, write } = forms[form as keyof typeof forms];
    const file = fileName(app.servicePrincipal.displayName, extension);
    return visit.reply
      .type(type)
      .header('cache-control', 'no-store')
      .header(
        'content-disposition',
        // RFC 6266: the plain name for old readers, the encoded one for all others.
        `attachment; filename="${file.replace(/[^ -~]/g, '-')}"; filename*=UTF-8''${encodeURIComponent(file)}`,
      )
      .send(write(readCertificate(Buffer.from(found.certificate, 'base64'))));
  });
}
