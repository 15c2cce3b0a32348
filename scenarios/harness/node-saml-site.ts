import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SAML, type SamlConfig, ValidateInResponseTo } from '@node-saml/node-saml';
import type { Lab } from 'samlab';

/** The options of node-saml that decide how it asks for a sign-in. */
export type AskOptions = Pick<
  Partial<SamlConfig>,
  'authnContext' | 'disableRequestedAuthnContext' | 'forceAuthn'
>;

export interface NodeSamlSite {
  /** Starts a sign-in. */
  loginUrl: string;
  displayName: string;
  /** From now on sign-ins are asked for like this; `{}` is the library's default: PasswordProtectedTransport, exact. */
  ask(options: AskOptions): void;
  close(): Promise<void>;
}

/**
 * A service provider of node-saml, which passport-saml is made of, on a free port; an application of the lab that everybody may use. It accepts
 * only responses to its requests, and shows who is signed in.
 */
export async function startNodeSamlSite(lab: Lab, displayName: string): Promise<NodeSamlSite> {
  let saml: SAML | undefined;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      response.writeHead(400).end(`Refused: ${error.message}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site = `http://localhost:${(server.address() as AddressInfo).port}`;
  const settings = await addApplication(lab, displayName, site);

  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (!saml) throw new Error('not ready');
    if (request.method !== 'POST') {
      const location = await saml.getAuthorizeUrlAsync('/inbox', undefined, {});
      response.writeHead(302, { location }).end();
      return;
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const form = Object.fromEntries(new URLSearchParams(body));
    const { profile } = await saml.validatePostResponseAsync(form);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<h1>Signed in as ${profile?.nameID} for ${form.RelayState}</h1>`);
  }

  const ask = (options: AskOptions) => {
    saml = new SAML({ ...settings, ...options });
  };
  ask({});
  return {
    loginUrl: `${site}/login`,
    displayName,
    ask,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Adds the application as an administrator would. @returns the settings that its service provider needs */
async function addApplication(
  { directory, start: { idp, tenantId } }: Lab,
  displayName: string,
  site: string,
): Promise<SamlConfig> {
  const { servicePrincipalId } = await directory.addApplication({ tenantId, displayName });
  const callbackUrl = `${site}/acs`;
  await directory.chooseSaml(servicePrincipalId, 'admin@contoso.com');
  await directory.configureSaml(servicePrincipalId, {
    identifierUris: [site],
    replyUrls: [callbackUrl],
  });
  await directory.setProperties(servicePrincipalId, { appRoleAssignmentRequired: false });
  const { certificate } = await directory.activeSigningKey(servicePrincipalId);
  return {
    issuer: site,
    audience: site,
    callbackUrl,
    entryPoint: `${idp}/${tenantId}/saml2`,
    idpIssuer: `https://sts.windows.net/${tenantId}/`,
    idpCert: Buffer.from(certificate.der).toString('base64'),
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    validateInResponseTo: ValidateInResponseTo.always,
  };
}
