import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { httpLimits } from '../../web/http/fastify-options.ts';
import { pageInOneFile } from '../../web/http/page-in-one-file.tsx';
import { isRealName, portals, realUrls } from './names.ts';

/**
 * Answers for every name that is no site: the portals of Microsoft lead to their pages of the identity provider, so one sign-in opens all, and
 * http leads to https. Any other name gets a page that says so. (Were it not found, Chromium would ask public DNS servers why.)
 */
export function otherNames(): Server {
  const server = createServer(httpLimits, answerOther);
  server.unref();
  return server;
}

function answerOther(
  { headers, url = '/', socket }: IncomingMessage,
  answer: ServerResponse,
): void {
  const name = headers.host?.toLowerCase().replace(/:\d+$/, '') ?? '';
  const path = url.startsWith('/') ? url : '/';
  answer.setHeader('cache-control', 'no-store');
  const location = portals.has(name)
    ? `${realUrls.idp}${portals.get(name) ?? path}`
    : isRealName(`https://${name}`) && !('encrypted' in socket)
      ? `https://${name}${path}`
      : undefined;
  if (location !== undefined) answer.writeHead(302, { location }).end();
  else answer.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(notHere(name));
}

const notHere = (name: string) =>
  pageInOneFile({
    title: 'Not in this lab',
    heading: `${name || 'This address'} is not in this lab`,
    children: (
      <>
        <p>
          This browser reaches the lab and this machine only, so that no message of a test leaves
          it. The address was not looked up, and nothing was sent.
        </p>
        <p>These names lead to the lab:</p>
        <ul>
          {['https://entra.microsoft.com', 'https://myapps.microsoft.com', realUrls.sp].map(
            (url) => (
              <li key={url}>
                <a href={url}>{url}</a>
              </li>
            ),
          )}
        </ul>
      </>
    ),
  });
