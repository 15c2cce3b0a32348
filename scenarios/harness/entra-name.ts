import { once } from 'node:events';
import { request as overHttp } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright/test';
import { launchOptions } from '../../browser/launch-options.ts';
import { toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { namedHostArguments } from './named-host.ts';

export const entraOrigin = 'https://login.microsoftonline.com';

/**
 * A Chromium in which the lab's identity provider answers at Entra's real name, over https: another site than the service provider on
 * localhost, so that cookies are sent as they are to users of a real Entra.
 *
 * @param idp the URL of the identity provider, without a trailing slash.
 */
export async function browserWithEntra(
  idp: string,
): Promise<{ browser: Browser; close: () => Promise<void> }> {
  const { privateKey, certificate } = await makeSigningCertificate({
    subject: 'CN=login.microsoftonline.com',
    notBefore: new Date(Date.now() - 60_000),
  });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const server = createServer({ key, cert: toPem(certificate) }, (request, response) => {
    const there = (text: string) => text.replaceAll(entraOrigin, idp);
    const back = (text: string) => text.replaceAll(idp, entraOrigin);
    const headers = JSON.parse(there(JSON.stringify(request.headers))) as typeof request.headers;
    const { host } = new URL(idp);
    const onward = overHttp(
      `${idp}${request.url}`,
      { method: request.method, headers: { ...headers, host, 'accept-encoding': 'identity' } },
      async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        const isPage = /html/.test(answer.headers['content-type'] ?? '');
        const { 'content-length': _, 'transfer-encoding': __, ...kept } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, JSON.parse(back(JSON.stringify(kept))));
        response.end(isPage ? back(body.toString('utf8')) : body);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const options = launchOptions();
  const args = namedHostArguments('login.microsoftonline.com', port, certificate.publicKey);
  const browser = await chromium.launch({ ...options, args: [...(options.args ?? []), ...args] });
  return {
    browser,
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
