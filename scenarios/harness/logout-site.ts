import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Lab } from 'samlab';

/** Who is signed in, as the identity provider named them. */
export interface SiteSession {
  readonly nameId: string;
  readonly sessionIndex: string;
}

/** What an application of the lab knows about its identity provider. */
export interface SiteSettings {
  readonly site: string;
  readonly entryPoint: string;
  readonly idpIssuer: string;
  /** DER in base64. */
  readonly idpCert: string;
}

/** A SAML library on the side of the service provider. */
export interface LogoutLibrary {
  signInUrl(): Promise<string>;
  /** @throws the library's error when it refuses */
  acceptResponse(form: Record<string, string>): Promise<SiteSession>;
  signOutUrl(session: SiteSession, relayState: string): Promise<string>;
  /** Verifies a LogoutRequest. @returns whom it is about, and the address that answers it */
  acceptLogoutRequest(
    rawQuery: string,
  ): Promise<{ about: SiteSession; answer: (success: boolean) => Promise<string> }>;
  /** Verifies a LogoutResponse. @throws the library's error when it refuses */
  acceptLogoutResponse(rawQuery: string): Promise<void>;
}

/** What the site does with a LogoutRequest: nothing at all, an error status, a page without a LogoutResponse, or what it should. */
export type Manner = 'answers' | 'hangs' | 'fails' | 'shows a page';

export interface LogoutSite {
  readonly url: string;
  readonly displayName: string;
  manner: Manner;
  close(): Promise<void>;
}

/** A small service provider on a free port, an application of the lab that everybody may use, which takes part in single sign-out. */
export async function startLogoutSite(
  lab: Lab,
  displayName: string,
  makeLibrary: (settings: SiteSettings) => Promise<LogoutLibrary>,
): Promise<LogoutSite> {
  const sessions = new Map<string, SiteSession>();
  let library: LogoutLibrary | undefined;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      response.writeHead(400).end(`Refused: ${error.message}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cookieName = `site${port}`;
  const url = `http://localhost:${port}`;
  library = await makeLibrary(await addApplication(lab, displayName, url));
  const state: LogoutSite = {
    url,
    displayName,
    manner: 'answers',
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!library) throw new Error('not ready');
    const { pathname, search } = new URL(request.url ?? '/', url);
    const sid = new RegExp(`${cookieName}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
    const session = sessions.get(sid);
    const goTo = (location: string) => response.writeHead(302, { location }).end();
    const page = (text: string) =>
      response.setHeader('content-type', 'text/html; charset=utf-8').end(`<h1>${text}</h1>`);
    switch (pathname) {
      case '/login':
        goTo(await library.signInUrl());
        return;
      case '/acs': {
        const id = randomUUID();
        sessions.set(id, await library.acceptResponse(await readForm(request)));
        response.setHeader('set-cookie', `${cookieName}=${id}; Path=/; HttpOnly; SameSite=Lax`);
        goTo('/');
        return;
      }
      case '/logout':
        if (session) goTo(await library.signOutUrl(session, '/bye?a=b c'));
        else page('Nobody is signed in');
        return;
      case '/slo':
        await singleLogout(search.slice(1));
        return;
      default:
        page(session ? `Signed in as ${session.nameId}` : 'Nobody is signed in');
    }

    async function singleLogout(rawQuery: string): Promise<void> {
      if (!library) return;
      const relayState = new URLSearchParams(rawQuery).get('RelayState');
      if (rawQuery.includes('SAMLResponse=')) {
        await library.acceptLogoutResponse(rawQuery);
        sessions.delete(sid);
        page(`Signed out everywhere, and back at ${relayState}`);
        return;
      }
      if (state.manner === 'hangs') return; // until the connection is closed
      const { about, answer: answerTo } = await library.acceptLogoutRequest(rawQuery);
      const isFailure = state.manner === 'fails';
      for (const [id, one] of sessions)
        if (!isFailure && one.nameId === about.nameId && one.sessionIndex === about.sessionIndex)
          sessions.delete(id);
      if (state.manner === 'shows a page') page('Signed out here');
      else goTo(await answerTo(!isFailure));
    }
  }
  return state;
}

async function readForm(request: IncomingMessage): Promise<Record<string, string>> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return Object.fromEntries(new URLSearchParams(body));
}

/** Adds the application as an administrator would. */
async function addApplication(
  { directory, start: { idp, tenantId } }: Lab,
  displayName: string,
  site: string,
): Promise<SiteSettings> {
  const { servicePrincipalId } = await directory.addApplication({ tenantId, displayName });
  await directory.chooseSaml(servicePrincipalId, 'admin@contoso.com');
  await directory.configureSaml(servicePrincipalId, {
    identifierUris: [site],
    replyUrls: [`${site}/acs`],
    logoutUrl: `${site}/slo`,
  });
  await directory.setProperties(servicePrincipalId, { appRoleAssignmentRequired: false });
  const { certificate } = await directory.activeSigningKey(servicePrincipalId);
  return {
    site,
    entryPoint: `${idp}/${tenantId}/saml2`,
    idpIssuer: `https://sts.windows.net/${tenantId}/`,
    idpCert: Buffer.from(certificate.der).toString('base64'),
  };
}
