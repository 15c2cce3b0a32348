import { randomUUID, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { SAML, type SamlConfig, ValidateInResponseTo } from '@node-saml/node-saml';
import { readers, verifiesSomewhere } from '../../catalogue/xsw/testing/careless.ts';
import type { ForeignSpOptions } from './foreign-sp-options.ts';

export type { ForeignSpOptions, Misbehaviour } from './foreign-sp-options.ts';

export interface ForeignSp {
  readonly url: string;
  readonly metadata: string;
  readonly login: string;
  readonly whoami: string;
  /** Number of Responses that were posted. */
  posts(): number;
  close(): Promise<void>;
}

/** A small service provider with node-saml, set up as its documentation says. */
export async function startForeignSp(options: ForeignSpOptions): Promise<ForeignSp> {
  const { misbehaviour, acceptUnsolicited = false } = options;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end('broken'));
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP port');
  const url = `http://localhost:${address.port}`;
  const idpIssuer =
    options.idpEntityId ?? 'https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/';
  const settings: SamlConfig = {
    issuer: `${url}/metadata`,
    audience: `${url}/metadata`,
    callbackUrl: `${url}/acs`,
    entryPoint: options.entryPoint ?? 'http://localhost:4100/tenant/saml2',
    idpCert: [options.idpCertificate, ...(options.furtherCertificates ?? [])],
    idpIssuer,
    wantAuthnResponseSigned: false,
    validateInResponseTo: acceptUnsolicited
      ? ValidateInResponseTo.ifPresent
      : ValidateInResponseTo.always,
    disableRequestedAuthnContext: true,
    skipRequestCompression: misbehaviour === 'login-by-form', // SAML Bindings 3.5.4: DEFLATE is for HTTP-Redirect
    ...options.saml,
  };
  const saml = new SAML(settings);
  const { cacheProvider } = saml;
  const demanding = new SAML({ ...settings, cacheProvider, forceAuthn: true });
  const sessions = new Map<string, string>();
  const tickets = new Map<string, string>();
  // Of the earlier sessions of a user, at a sign-in.
  const kept = { 'one-session-per-user': 0, 'three-sessions-per-user': 2 };
  const keeps = Object.entries(kept).find(([name]) => name === misbehaviour)?.[1] ?? Infinity;
  const openSession = (response: ServerResponse, nameId: string) => {
    const mine = [...sessions].filter(([, name]) => name === nameId).map(([id]) => id);
    for (const id of mine.slice(0, Math.max(0, mine.length - keeps))) sessions.delete(id);
    const id = randomUUID();
    sessions.set(id, nameId);
    if (options.front === undefined)
      response.setHeader(
        'set-cookie',
        `sid=${id}; HttpOnly; Path=/; ${options.sessionCookie ?? ''}`,
      );
    return id;
  };
  let posts = 0;
  let down = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', url);
    const session = sessions.get(/sid=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
    if (options.route?.(pathname, response, request)) return;
    if (pathname === '/metadata') {
      response.setHeader('content-type', 'application/samlmetadata+xml');
      response.end(saml.generateServiceProviderMetadata(null));
    } else if (pathname === '/login') await login(response);
    else if (pathname === '/login-again')
      redirect(response, await demanding.getAuthorizeUrlAsync('/', undefined, {}));
    else if (pathname === '/acs') await consume(request, response);
    else if (pathname === '/finish') finish(request, response);
    else if (pathname === '/me') whoami(session, response);
    else if (pathname === '/' && !session && options.sessionCookie !== undefined)
      redirect(response, '/login');
    else if (pathname === '/') html(response, 200, `<h1>${session ? 'Welcome' : 'Hello'}</h1>`);
    else html(response, 404, '<title>Not found</title>');
  }

  async function login(response: ServerResponse): Promise<void> {
    if (options.stateCookie !== undefined)
      response.setHeader('set-cookie', `state=known; Path=/; ${options.stateCookie}`);
    if (misbehaviour === 'login-is-missing') return html(response, 404, '<title>Not found</title>');
    if (misbehaviour === 'login-loops') return redirect(response, '/login');
    if (misbehaviour === 'login-needs-scripts')
      return html(
        response,
        200,
        `<div id="app"></div><script>location.href=${JSON.stringify(await saml.getAuthorizeUrlAsync('/', undefined, {}))}</script>`,
      );
    if (misbehaviour === 'login-is-a-page')
      return html(response, 200, '<title>Sign in</title><form><input name="user"></form>');
    if (misbehaviour === 'login-by-form')
      return html(response, 200, await saml.getAuthorizeFormAsync('/'));
    redirect(response, await saml.getAuthorizeUrlAsync('/', undefined, {}));
  }

  async function consume(request: IncomingMessage, response: ServerResponse): Promise<void> {
    posts += 1;
    if (options.stateCookie !== undefined && !request.headers.cookie?.includes('state=known'))
      return html(response, 403, '<title>No state</title>');
    if (options.refuses?.(posts)) return html(response, 403, '<title>Busy</title>');
    if (misbehaviour === 'limits-the-rate' && posts > 15)
      return html(response, 429, '<title>Too many</title>');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    options.onForm?.(form);
    const message = form.get('SAMLResponse') ?? '';
    if (misbehaviour === 'breaks-on-a-doctype' && breaks(message))
      return html(response, 503, '<title>Down</title>');
    if (message === '%%%' && misbehaviour?.startsWith('garbage')) return garbage(response);
    try {
      const nameId = await nameIn(message);
      if (options.people && !options.people.includes(nameId)) throw new Error('no account');
      if (misbehaviour === 'finishes-by-script') {
        const ticket = randomUUID();
        tickets.set(ticket, nameId);
        return html(
          response,
          200,
          `<script>setTimeout(() => fetch('/finish?${ticket}', { method: 'POST' }))</script>`,
        );
      }
      const id = openSession(response, nameId);
      redirect(response, options.front === undefined ? '/' : `${options.front}?${id}`);
    } catch (error) {
      if (misbehaviour === 'refusal-ends-all') sessions.clear();
      if (misbehaviour === 'refuses-with-500') return html(response, 500, '<title>Oops</title>');
      html(response, 403, `<title>Refused</title><p>${String(error).replace(/[<&]/g, ' ')}</p>`);
    }
  }

  function garbage(response: ServerResponse): void {
    if (misbehaviour === 'garbage-hangs') return;
    if (misbehaviour === 'garbage-is-cut-off') {
      response.destroy();
      return;
    }
    if (misbehaviour === 'garbage-ends-it-later') html(response, 400, '<title>Bad</title>');
    setTimeout(end, misbehaviour === 'garbage-ends-it-later' ? 30 : 0);
  }

  /** As if the process ended: connections and sessions are gone. It starts again after half a second, unless it is for good. */
  function end(): void {
    if (!server.listening) return;
    const { port } = new URL(url);
    server.close();
    server.closeAllConnections();
    sessions.clear();
    if (misbehaviour === 'garbage-ends-it-for-good') return;
    setTimeout(() => server.listen(Number(port), 'localhost'), 500);
  }

  /** A message with a DOCTYPE, and the one after it. */
  function breaks(message: string): boolean {
    const broken = down;
    down = !broken && Buffer.from(message, 'base64').includes('<!DOCTYPE');
    return broken || down;
  }

  async function nameIn(message: string): Promise<string> {
    if (misbehaviour === 'trusts-anyone') return firstNameId(message);
    if (misbehaviour !== 'verifies-elsewhere') return verified(message);
    const xml = Buffer.from(message, 'base64').toString('utf8');
    const { publicKey } = new X509Certificate(Buffer.from(options.idpCertificate, 'base64'));
    const name = readers[options.reads ?? 'firstAssertion'](xml);
    if (!name || !verifiesSomewhere(xml, publicKey)) throw new Error('no valid signature');
    return name;
  }

  async function verified(message: string): Promise<string> {
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: message });
    if (profile?.nameID === undefined) throw new Error('no profile');
    if (options.checksIssuer && profile.issuer !== idpIssuer) throw new Error('another issuer');
    return profile.nameID;
  }

  function finish(request: IncomingMessage, response: ServerResponse): void {
    const ticket = new URL(request.url ?? '/', url).search.slice(1);
    const nameId = tickets.get(ticket);
    tickets.delete(ticket);
    setTimeout(() => {
      if (nameId !== undefined) openSession(response, nameId);
      response.end();
    }, 200);
  }

  function whoami(session: string | undefined, response: ServerResponse): void {
    if (misbehaviour === 'whoami-hangs') return;
    const user = misbehaviour === 'whoami-knows-everyone' ? 'B.Simon@contoso.com' : session;
    response.writeHead(user ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(user ? { user: { email: user } } : {}));
  }

  return {
    url,
    metadata: `${url}/metadata`,
    login: `${url}/login`,
    whoami: `${url}/me`,
    posts: () => posts,
    close: () =>
      new Promise((closed) => {
        if (!server.listening) return closed();
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function firstNameId(message: string): string {
  const xml = Buffer.from(message, 'base64').toString('utf8');
  const found = /<(?:\w+:)?NameID[^>]*>([^<]+)</.exec(xml)?.[1];
  if (!found) throw new Error('no NameID');
  return found;
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}

function html(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html>${body}`);
}
