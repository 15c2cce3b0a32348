/** The one door to our own code beside the command: a key with its certificate, which node:crypto alone cannot make. */
import type * as Certificates from '../certs/certificate.ts';
import type * as SigningCertificates from '../certs/signing-certificate.ts';
import type { Settings } from './service-provider.ts';

const compiled = <Module>(file: string): Promise<Module> =>
  import(new URL(`../dist/${file}`, import.meta.url).href);

/** A new key for a service provider, for this run only. */
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
