import { createHash, type KeyObject } from 'node:crypto';

/**
 * Arguments with which Chromium finds a real name on this machine, without DNS and without trusting an authority.
 *
 * @param name such as `login.microsoftonline.com`; its page is another site than localhost.
 * @param port of the https server on 127.0.0.1.
 * @param publicKey of the certificate of that server, whose name and issuer do not matter then.
 */
export function namedHostArguments(name: string, port: number, publicKey: KeyObject): string[] {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const pin = createHash('sha256').update(spki).digest('base64');
  return [
    `--host-resolver-rules=MAP ${name} 127.0.0.1:${port}`,
    `--ignore-certificate-errors-spki-list=${pin}`,
  ];
}
