import forge from 'node-forge';
import { toPem } from '../certificate.ts';
import type { SigningKey } from '../signing-certificate.ts';

/** A PFX file with key and certificate as other programs write it, the key encrypted with AES-256-CBC (PBES2). RSA keys and ASCII passwords only. */
export function toPfx(key: SigningKey, password: string): Uint8Array {
  const privateKey = key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const pfx = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(privateKey),
    [forge.pki.certificateFromPem(toPem(key.certificate))],
    password,
    { algorithm: 'aes256' },
  );
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'latin1');
}
