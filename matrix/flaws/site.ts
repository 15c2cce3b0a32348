/** The strict service provider as a site on loopback, by node:http alone. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { deflateRawSync } from 'node:zlib';
import { accountOf, asciiLower } from './accounts.ts';
import type { PendingRequest, SignIn } from './exchange.ts';
import { allFetched } from './fetch.ts';
import { cookiesOf, escaped, formOf, page, redirect, setCookie } from './http.ts';
import type { DecryptionKey } from './keys.ts';
import { type LogoutMessage, readPosted, readQuery } from './logout.ts';
import { metadataXml } from './metadata.ts';
import { acceptResponse } from './response.ts';
import { Fatal, Refusal, type Rule, ruleBook } from './rules.ts';
import type { TrustedKey } from './signer.ts';

/** How a refusal looks: with status 403, with status 200 and an error page, or as an exception that nothing catches. */
export const styles = ['403', '200', '500', 'creates accounts'] as const;
export type Style = (typeof styles)[number];

export interface SiteOptions {
  readonly idp: { readonly entityId: string; readonly singleSignOn: string };
  readonly keys: readonly TrustedKey[];
  readonly decryptionKeys: readonly DecryptionKey[];
  /** The rules that it lacks. */
  readonly without?: readonly Rule[];
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

const newId = () => `_${randomBytes(16).toString('hex')}`;

/** Starts it on a free port. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const { idp, keys, without = [], style = '403', allowUnsolicited = false } = options;
  const rules = ruleBook(without);
  const pending = new Map<string, PendingRequest>();
  const sessions = new Map<string, Session>();
  const assertions = new Set<string>();
  const logouts = new Set<string>();
  /** Session ids from before a sign-in. */
  const given = new Set<string>();
  const stores = [pending, sessions, assertions, logouts, given];

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (error instanceof Fatal) restarted = restart();
      else refuse(response, error);
    });
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  const acs = `${url}/acs`;
  const entityId = `${url}/metadata`;
  let restarted: Promise<void> | undefined;

  /** The process has ended, and something starts it again. */
  async function restart(): Promise<void> {
    await stop();
    for (const store of stores) store.clear();
    await setTimeout(100);
    server.listen(port, 'localhost');
    await once(server, 'listening');
  }

  async function stop(): Promise<void> {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', url);
    const cookies = cookiesOf(request);
    const session = sessions.get(cookies.get('session') ?? '');
    switch (`${request.method} ${pathname}`) {
      case 'GET /metadata':
        response.setHeader('content-type', 'application/samlmetadata+xml');
        response.end(metadataXml(url, { entityId, acs }, options.decryptionKeys));
        return;
      case 'GET /login':
        return login(searchParams, cookies, response);
      case 'GET /acs':
        rules.require('form-method', false);
        return signIn(searchParams, cookies, response);
      case 'POST /acs':
        return signIn(await formOf(request, rules), cookies, response);
      case 'GET /me': {
        const ended = session?.expires !== undefined && session.expires <= Date.now();
        response.statusCode = session && !ended ? 200 : 401;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(session && !ended ? { user: session.user } : {}));
        return;
      }
      case 'GET /logout':
        return takeLogout(readQuery(search.slice(1), keys, rules), response);
      case 'POST /logout':
        return takeLogout(readPosted(await formOf(request, rules), keys, rules), response);
      case 'GET /':
        page(response, 200, session ? 'Welcome' : 'Hello', '');
        return;
      default:
        page(response, 404, 'Not found', relayed(decodeURIComponent(pathname)));
    }
  }

  const relayed = (text: string) => (rules.has('escaped-relay-state') ? escaped(text) : text);

  function login(
    search: URLSearchParams,
    cookies: ReadonlyMap<string, string>,
    response: ServerResponse,
  ): void {
    const browser = cookies.get('browser') ?? newId();
    const id = newId();
    const forceAuthn = search.has('force');
    const classRef = search.get('context') ?? undefined;
    pending.set(id, { id, browser, issuer: idp.entityId, at: Date.now(), forceAuthn, classRef });
    const sameSite = rules.has('cross-site-cookie') ? 'None; Secure' : 'Lax';
    setCookie(response, 'browser', browser, sameSite);
    if (!rules.has('new-session-id') && !cookies.has('session')) {
      const early = newId();
      given.add(early);
      setCookie(response, 'session', early);
    }
    const xml = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${idp.singleSignOn}" AssertionConsumerServiceURL="${acs}"${forceAuthn ? ' ForceAuthn="true"' : ''}><saml:Issuer>${entityId}</saml:Issuer>${classRef ? `<samlp:RequestedAuthnContext Comparison="exact"><saml:AuthnContextClassRef>${classRef}</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>` : ''}</samlp:AuthnRequest>`;
    const query = new URLSearchParams({
      SAMLRequest: deflateRawSync(xml).toString('base64'),
      RelayState: '/',
    });
    redirect(response, `${idp.singleSignOn}?${query}`);
  }

  async function signIn(
    form: URLSearchParams,
    cookies: ReadonlyMap<string, string>,
    response: ServerResponse,
  ): Promise<void> {
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
      take: (id: string) => void pending.delete(id),
      remember: (id: string) => !assertions.has(id) && Boolean(assertions.add(id)),
    };
    let found: SignIn;
    try {
      found = acceptResponse(
        sent[0] ?? '',
        cookies.get('browser') ?? '',
        configuration,
        memory,
        rules,
      );
    } catch (error) {
      if (error instanceof Refusal) error.xml = Buffer.from(sent[0] ?? '', 'base64').toString();
      throw error;
    } finally {
      await allFetched();
    }
    const user = accountOf(found, style === 'creates accounts', rules);
    const id = sessionIdFor(cookies.get('session'));
    sessions.set(id, { ...found, user });
    setCookie(response, 'session', id);
    goOn(form.get('RelayState') || '/', response);
  }

  function sessionIdFor(brought: string | undefined): string {
    if (brought === undefined) return newId();
    const kept = !rules.has('new-session-id') && given.has(brought);
    return kept || !rules.has('own-session-id') ? brought : newId();
  }

  function goOn(relayState: string, response: ServerResponse): void {
    const target = URL.parse(relayState, url);
    const local = relayState.startsWith('/') && target?.origin === url;
    if (local) redirect(response, `${target.pathname}${target.search}`);
    else if (!rules.has('local-relay-state')) redirect(response, relayState);
    else page(response, 200, 'Signed in', `This is no page of this site: ${relayed(relayState)}`);
  }

  function takeLogout(message: LogoutMessage, response: ServerResponse): void {
    // It never sends a LogoutRequest, so no LogoutResponse answers one.
    if (message.kind === 'SAMLResponse') rules.require('logout-response-irt', false);
    else endSessions(message);
    page(response, 200, 'Signed out', '');
  }

  function endSessions(message: LogoutMessage): void {
    rules.require('logout-replay', !logouts.has(message.id), message.id);
    logouts.add(message.id);
    const meant = (session: Session) =>
      (!rules.has('logout-issuer') || session.issuer === message.issuer) &&
      (!rules.has('logout-name-id') || asciiLower(session.nameId) === asciiLower(message.nameId)) &&
      (!rules.has('logout-qualifier') || session.qualifiers === message.qualifiers) &&
      (!rules.has('logout-session-index') ||
        message.sessionIndexes.length === 0 ||
        message.sessionIndexes.includes(session.sessionIndex ?? ''));
    for (const [id, session] of sessions) if (meant(session)) sessions.delete(id);
  }

  function refuse(response: ServerResponse, error: unknown): void {
    if (response.headersSent) return;
    if (!(error instanceof Refusal)) {
      page(response, 500, 'Internal error', '');
      return;
    }
    const status = { '403': 403, '200': 200, '500': 500, 'creates accounts': 403 }[style];
    const text = rules.has('escaped-error') ? escaped(error.message) : error.message;
    const xml = rules.has('escaped-xml') ? escaped(error.xml) : error.xml;
    page(response, status, 'Sign-in refused', `${text}<pre>${xml}</pre>`);
  }

  return {
    url,
    async close() {
      await restarted;
      await stop();
    },
  };
}
