/** The only code of ours that the matrix uses apart from the command: makes a key with a certificate, which node:crypto cannot. */
import type * as Certificates from '../certs/certificate.ts';
import type * as SigningCertificates from '../certs/signing-certificate.ts';
import type { Settings } from './service-provider.ts';

const compiled = <Module>(file: string): Promise<Module> =>
  import(new URL(`../dist/${file}`, import.meta.url).href);

/** A new key for a service provider, only for this run. */
export async function selfSigned(): Promise<Settings['key']> {
  const { makeSigningCertificate } = await compiled<typeof SigningCertificates>(
    'certs/signing-certificate.js',
  );
  const { toPem } = await compiled<typeof Certificates>('certs/certificate.js');
  const subject = 'CN=Service provider of the library matrix';
  const { privateKey, certificate } = await makeSigningCertificate({
    subject,
    notBefore: new Date(),
  });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: toPem(certificate),
  };
}
