/** The strict service provider as a site on loopback, by node:http alone. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import type { PendingRequest, SignIn } from './exchange.ts';
import type { DecryptionKey } from './keys.ts';
import { type LogoutMessage, readPosted, readQuery } from './logout.ts';
import { acceptResponse } from './response.ts';
import { Refusal, type Rule, ruleBook } from './rules.ts';
import type { TrustedKey } from './signature.ts';

/** How a refusal looks: with status 403, with status 200 and an error page, or as an exception that nothing catches. */
export type Style = '403' | '200' | '500' | 'creates accounts';

export interface SiteOptions {
  readonly idp: { readonly entityId: string; readonly singleSignOn: string };
  readonly keys: readonly TrustedKey[];
  readonly decryptionKeys: readonly DecryptionKey[];
  /** The one rule that it lacks. */
  readonly without?: Rule | undefined;
  readonly style?: Style;
  readonly allowUnsolicited?: boolean;
}

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

interface Session extends SignIn {
  readonly user: string;
}

const FORM_BYTES = 1_000_000;
const USERS = ['B.Simon@contoso.com', 'hostile@example.test'];
const newId = () => `_${randomBytes(16).toString('hex')}`;

/** Starts it on a free port. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const { idp, keys, without, style = '403', allowUnsolicited = false } = options;
  const rules = ruleBook(without);
  const pending = new Map<string, PendingRequest>();
  const sessions = new Map<string, Session>();
  const assertions = new Set<string>();
  const logouts = new Set<string>();
  const sentLogouts = new Set<string>();

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => refuse(response, error));
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const acs = `${url}/acs`;
  const entityId = `${url}/metadata`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', url);
    const cookies = cookiesOf(request);
    const browser = cookies.get('browser') ?? '';
    const session = sessionOf(cookies);
    switch (`${request.method} ${pathname}`) {
      case 'GET /metadata':
        response.setHeader('content-type', 'application/samlmetadata+xml').end(metadata());
        return;
      case 'GET /login':
        return login(searchParams, browser, response);
      case 'GET /acs':
        rules.require('form-method', false);
        return signIn(searchParams, { cookies, browser }, response);
      case 'POST /acs':
        return signIn(await formOf(request), { cookies, browser }, response);
      case 'GET /me':
        response.statusCode = session ? 200 : 401;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(session ? { user: session.user } : {}));
        return;
      case 'GET /logout':
        return takeLogout(readQuery(search.slice(1), keys, rules), response);
      case 'POST /logout':
        return takeLogout(readPosted(await formOf(request), keys, rules), response);
      case 'POST /sign-out':
        if (rules.has('logout-ends-session')) sessions.delete(cookies.get('session') ?? '');
        page(response, 200, 'Signed out', '');
        return;
      case 'GET /':
        page(response, 200, session ? 'Welcome' : 'Hello', '');
        return;
      default:
        page(response, 404, 'Not found', '');
    }
  }

  function sessionOf(cookies: ReadonlyMap<string, string>): Session | undefined {
    const id = cookies.get('session') ?? '';
    const session = sessions.get(id);
    if (session?.expires !== undefined && session.expires <= Date.now()) {
      sessions.delete(id);
      return undefined;
    }
    return session;
  }

  function login(search: URLSearchParams, known: string, response: ServerResponse): void {
    const browser = known || newId();
    const id = newId();
    const forceAuthn = search.has('force');
    const classRef = search.get('context') ?? undefined;
    pending.set(id, { id, browser, issuer: idp.entityId, at: Date.now(), forceAuthn, classRef });
    if (!known) setCookie(response, 'browser', browser);
    if (!rules.has('new-session-id')) setCookie(response, 'session', newId());
    const xml = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${idp.singleSignOn}" AssertionConsumerServiceURL="${acs}"${forceAuthn ? ' ForceAuthn="true"' : ''}><saml:Issuer>${entityId}</saml:Issuer>${classRef ? `<samlp:RequestedAuthnContext Comparison="exact"><saml:AuthnContextClassRef>${classRef}</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>` : ''}</samlp:AuthnRequest>`;
    const query = new URLSearchParams({
      SAMLRequest: deflateRawSync(xml).toString('base64'),
      RelayState: '/',
    });
    redirect(response, `${idp.singleSignOn}?${query}`);
  }

  function signIn(
    form: URLSearchParams,
    { cookies, browser }: { cookies: ReadonlyMap<string, string>; browser: string },
    response: ServerResponse,
  ): void {
    const sent = form.getAll('SAMLResponse');
    rules.require('form-single-field', sent.length === 1);
    const configuration = {
      entityId,
      acs,
      keys,
      allowUnsolicited,
      decryptionKeys: options.decryptionKeys.map(({ privateKey }) => privateKey),
    };
    const memory = {
      find: (id: string) => pending.get(id),
      take: (id: string) => {
        const request = pending.get(id);
        pending.delete(id);
        return request;
      },
      remember: (id: string) => !assertions.has(id) && Boolean(assertions.add(id)),
    };
    const found = acceptResponse(sent[0] ?? '', browser, configuration, memory, rules);
    const brought = cookies.get('session');
    const keep =
      brought !== undefined &&
      (sessions.has(brought) || !rules.has('own-session-id') || !rules.has('new-session-id'));
    const id =
      keep && (!rules.has('own-session-id') || !rules.has('new-session-id')) ? brought : newId();
    sessions.set(id, { ...found, user: userOf(found) });
    setCookie(response, 'session', id);
    redirect(response, targetOf(form.get('RelayState') ?? ''));
  }

  /** The account of a NameID; in the style that creates accounts a new one where there is none. */
  function userOf({ nameId }: SignIn): string {
    const same = rules.has('known-user')
      ? (user: string) => asciiLower(user) === asciiLower(nameId)
      : (user: string) =>
          user.normalize('NFKC').toLowerCase() === nameId.normalize('NFKC').toLowerCase();
    const known = USERS.find(same);
    if (known !== undefined) return known;
    if (style === 'creates accounts' && nameId !== '') return nameId;
    throw new Refusal('known-user', nameId);
  }

  function targetOf(relayState: string): string {
    if (!rules.has('local-relay-state')) return relayState || '/';
    const target = URL.parse(relayState, url);
    return relayState.startsWith('/') && target?.origin === url
      ? `${target.pathname}${target.search}`
      : '/';
  }

  function takeLogout(message: LogoutMessage, response: ServerResponse): void {
    if (message.kind === 'SAMLResponse') {
      const known = sentLogouts.delete(message.inResponseTo ?? '');
      rules.require('logout-response-irt', known);
      page(response, 200, 'Signed out', '');
      return;
    }
    rules.require(
      'logout-issuer',
      keys.some(({ issuer }) => issuer === message.issuer),
      message.issuer,
    );
    rules.require('logout-replay', !logouts.has(message.id), message.id);
    logouts.add(message.id);
    const meant = (session: Session) =>
      (!rules.has('logout-name-id') || asciiLower(session.nameId) === asciiLower(message.nameId)) &&
      (!rules.has('logout-qualifier') || session.qualifiers === message.qualifiers) &&
      (!rules.has('logout-session-index') ||
        message.sessionIndexes.length === 0 ||
        message.sessionIndexes.includes(session.sessionIndex ?? ''));
    for (const [id, session] of sessions) if (meant(session)) sessions.delete(id);
    page(response, 200, 'Signed out', '');
  }

  function metadata(): string {
    const key = (use: string, certificate: string) =>
      `<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
    const logout = ['HTTP-Redirect', 'HTTP-POST'].map(
      (binding) =>
        `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${url}/logout"/>`,
    );
    return `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${entityId}"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${options.decryptionKeys.map(({ certificate }) => key('encryption', certificate)).join('')}${logout.join('')}<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${acs}" index="0" isDefault="true"/></md:SPSSODescriptor></md:EntityDescriptor>`;
  }

  async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
    const type = request.headers['content-type'] ?? '';
    rules.require('form-content-type', type.startsWith('application/x-www-form-urlencoded'), type);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      rules.require('form-size', size <= FORM_BYTES);
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString();
    if (!type.includes('json')) return new URLSearchParams(text);
    return new URLSearchParams(JSON.parse(text) as Record<string, string>);
  }

  function refuse(response: ServerResponse, error: unknown): void {
    if (response.headersSent) return;
    if (!(error instanceof Refusal)) {
      page(response, 500, 'Internal error', '');
      return;
    }
    const status = { '403': 403, '200': 200, '500': 500, 'creates accounts': 403 }[style];
    page(response, status, 'Sign-in refused', error.message);
  }

  function page(response: ServerResponse, status: number, title: string, text: string): void {
    response.statusCode = status;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><title>${title}</title><p>${rules.has('escaped-error') ? escaped(text) : text}</p>`,
    );
  }

  return {
    url,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const asciiLower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const escaped = (text: string) => text.replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`);

function redirect(response: ServerResponse, location: string): void {
  response.statusCode = 303;
  response.setHeader('location', location);
  response.end();
}

/** `SameSite=None`, since the Response comes from another site; browsers ask for `Secure` then, on loopback too. */
function setCookie(response: ServerResponse, name: string, value: string): void {
  response.appendHeader('set-cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=None; Secure`);
}

function cookiesOf(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? '')
    .split(/;\s*/)
    .map((pair) => pair.split('=') as [string, string]);
  return new Map(pairs.filter(([name]) => name));
}
