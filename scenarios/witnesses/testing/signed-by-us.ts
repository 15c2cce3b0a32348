import { toBase64, toPem } from '../../../certs/certificate.ts';
import { makeSigningCertificate } from '../../../certs/signing-certificate.ts';
import { wire } from '../../../saml/canonical-writer.ts';
import { signEnveloped } from '../../../saml/sign.ts';
import { assertion, response } from '../../../saml/testing/messages.ts';

/** A response with an assertion signed by our signer, with a new key and certificate. */
export async function signedByUs({ digest }: { digest: 'sha1' | 'sha256' | 'sha384' | 'sha512' }) {
  const { privateKey, certificate } = await makeSigningCertificate({ notBefore: new Date() });
  const key = { privateKey, certificateBase64: toBase64(certificate) };
  const xml = wire(response(await signEnveloped(assertion(), { key, digest })));
  return { xml, certificatePem: toPem(certificate) };
}
