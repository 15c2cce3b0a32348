import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';

/** What a service provider of a test saw of one request for a page. */
export interface SeenRequest {
  readonly request: string;
  /** Names of the cookies, in order of the alphabet. */
  readonly cookies: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type Handler = (response: ServerResponse, request: IncomingMessage) => void;

/** A service provider whose pages behave as told. `/login` sends an AuthnRequest, unless it is among the pages. */
export interface ShapeSite {
  readonly port: number;
  /** With `localhost` as the host. */
  readonly url: string;
  /** The requests for pages since the last call, with ports replaced by PORT. */
  seen(): SeenRequest[];
  close(): Promise<void>;
}

/**
 * Not Sec-Fetch-User: Chromium takes a script of Playwright for a click, and forgets it after a few seconds, so on a busy machine it is
 * sometimes sent and sometimes not.
 */
const NOTED = ['origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'];

export async function startShapeSite(pages: Readonly<Record<string, Handler>>): Promise<ShapeSite> {
  let log: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/favicon.ico') return void response.writeHead(404).end();
    void note(request).then((seen) => {
      log.push(seen);
      const page = pages[pathname];
      if (page) page(response, request);
      else if (pathname === '/login') redirect(response, toIdentityProvider());
      else html(response, `<title>${pathname}</title>`);
    });
  });
  server.listen(0); // all addresses of this machine: localhost, 127.0.0.1 and [::1]
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://localhost:${port}`,
    seen() {
      const seen = log.map((each) =>
        JSON.parse(JSON.stringify(each).replaceAll(String(port), 'PORT')),
      );
      log = [];
      return seen;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function note(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const { headers, method, url } = request;
  const names = (headers.cookie ?? '').split('; ').map((each) => each.split('=')[0] ?? '');
  return {
    request: `${method} ${url} at ${headers.host?.replace(/:.*/, '')}`,
    cookies: names.toSorted().join(' '),
    headers: Object.fromEntries(
      NOTED.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
    ),
    ...(body !== '' && { body }),
  };
}

/** The URL of the identity provider with an AuthnRequest. */
export function toIdentityProvider(): string {
  const xml =
    '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0"/>';
  const message = deflateRawSync(xml).toString('base64');
  return `http://localhost:4100/tenant/saml2?SAMLRequest=${encodeURIComponent(message)}`;
}

export const redirect = (response: ServerResponse, location: string, status = 302): void =>
  void response.writeHead(status, { location }).end();

export function html(
  response: ServerResponse,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
  response.end(`<!doctype html>${body}`);
}

export const setCookies = (response: ServerResponse, ...lines: string[]): void =>
  void response.setHeader('set-cookie', lines);
