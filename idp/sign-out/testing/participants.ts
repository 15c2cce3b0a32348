import { inflateRedirect, type RedirectParameter } from '../../../saml/bindings/redirect.ts';
import { verifyRedirectSignature } from '../../../saml/bindings/redirect-signature.ts';
import { element, wire } from '../../../saml/canonical-writer.ts';
import { describeMessage } from '../../../saml/describe-message.ts';
import { ns, statusCode } from '../../../saml/names.ts';
import { readHtmlPage } from '../../../web/markup/html-page.ts';
import type { Browser, Seen } from '../../testing/browser.ts';
import { redirectTo } from '../../testing/browser.ts';
import { appId, bSimon, type Contoso, identifier, saml, tenantId } from '../../testing/contoso.ts';

export const logoutUrl = 'http://localhost:4200/saml/contoso/logout';

/** Gives Peakon a Logout Url. */
export const withLogoutUrl = ({ idp, servicePrincipalId }: Contoso): Promise<unknown> =>
  idp.directory.configureSaml(servicePrincipalId, { ...saml, logoutUrl });

export interface Application {
  readonly name: string;
  readonly appId: string;
  readonly servicePrincipalId: string;
  readonly identifier: string;
  readonly logoutUrl: string | undefined;
}

/** Another application that every user of the tenant may open. */
export async function addApplication(
  { idp: { directory } }: Contoso,
  name: string,
  { hasLogoutUrl = true } = {},
): Promise<Application> {
  const site = `https://${name.toLowerCase()}.example`;
  const { servicePrincipalId, appId: id } = await directory.addApplication({
    tenantId,
    displayName: name,
  });
  const logout = hasLogoutUrl ? `${site}/slo?from=entra` : undefined;
  await directory.configureSaml(servicePrincipalId, {
    identifierUris: [site],
    replyUrls: [`${site}/acs`],
    ...(logout !== undefined && { logoutUrl: logout }),
  });
  await directory.addTokenSigningCertificate(servicePrincipalId);
  await directory.setProperties(servicePrincipalId, { appRoleAssignmentRequired: false });
  return { name, appId: id, servicePrincipalId, identifier: site, logoutUrl: logout };
}

export const peakon = { appId };

/** Opens an application from here, signing in where that is necessary. @returns the XML of the Response */
export async function open(
  browser: Browser,
  { appId: id }: Pick<Application, 'appId'>,
  { user = bSimon, stay = false } = {},
): Promise<string> {
  const page = await browser.get(`/api/signin/${id}?tenantId=${tenantId}`);
  const { response, aadsts, body } = page.response
    ? page
    : await browser.signIn(page, { user, stay });
  if (!response)
    throw new Error(`The application did not open: ${aadsts ?? readHtmlPage(body, '').text}`);
  return response;
}

export const sessionIndexOf = (response: string): string =>
  /SessionIndex="([^"]+)"/.exec(response)?.[1] ?? '';

export interface LogoutParts {
  /** `undefined` leaves the attribute out. */
  attributes?: Record<string, string | undefined>;
  issuer?: string | undefined;
  nameId?: string | undefined;
  sessionIndex?: string | undefined;
}

/** A LogoutRequest as Microsoft's article shows it. */
export function logoutRequest(parts: LogoutParts = {}): string {
  const { issuer, nameId } = { issuer: identifier, nameId: bSimon, ...parts };
  const { sessionIndex } = parts;
  return wire(
    element(
      'samlp:LogoutRequest',
      {
        ID: 'idaa6ebe6839094fe4abc4ebd5281ec780',
        Version: '2.0',
        IssueInstant: '2026-03-01T08:00:00.0000000Z',
        'xmlns:samlp': ns.protocol,
        ...parts.attributes,
      },
      issuer === undefined ? undefined : element('Issuer', { xmlns: ns.assertion }, issuer),
      nameId === undefined ? undefined : element('NameID', { xmlns: ns.assertion }, nameId),
      sessionIndex === undefined ? undefined : element('samlp:SessionIndex', {}, sessionIndex),
    ),
  );
}

export const logoutResponse = (inResponseTo: string, issuer: string, status = 'Success'): string =>
  wire(
    element(
      'samlp:LogoutResponse',
      {
        ID: '_answer',
        Version: '2.0',
        IssueInstant: '2026-03-01T08:00:01Z',
        InResponseTo: inResponseTo,
        'xmlns:samlp': ns.protocol,
      },
      element('Issuer', { xmlns: ns.assertion }, issuer),
      element(
        'samlp:Status',
        {},
        element('samlp:StatusCode', {
          Value: statusCode.success.replace('Success', status),
        }),
      ),
    ),
  );

export const signOutBy = (
  browser: Browser,
  parts: LogoutParts = {},
  extra: Record<string, string> = {},
): Promise<Seen> => browser.get(redirectTo(logoutRequest(parts), extra));

/** The message in an address that this site sent a browser to, whose signature is verified with the certificate of the application. */
export async function sent(
  { idp: { directory } }: Contoso,
  servicePrincipalId: string,
  address: string,
) {
  const query = address.slice(address.indexOf('?') + 1);
  const parameter: RedirectParameter = query.includes('SAMLRequest=')
    ? 'SAMLRequest'
    : 'SAMLResponse';
  const { certificate } = await directory.activeSigningKey(servicePrincipalId);
  const publicKeys = [certificate.publicKey];
  verifyRedirectSignature(query.slice(query.indexOf(parameter)), { parameter, publicKeys });
  const parameters = new URLSearchParams(query);
  const xml = Buffer.from(inflateRedirect(parameters.get(parameter) ?? '')).toString('utf8');
  return {
    endpoint: address.slice(0, address.indexOf(parameter) - 1),
    query,
    xml,
    says: describeMessage(Buffer.from(xml)),
    relayState: parameters.get('RelayState') ?? undefined,
  };
}

/** The addresses of the frames of the page, by the name of the application. */
export const framesOf = ({ body }: Seen): Map<string, string> =>
  new Map(
    [...body.matchAll(/<iframe[^>]* src="([^"]+)" title="Sign out of ([^"]+)"/g)].map(
      ([, src = '', name = '']) => [name, src.replaceAll('&amp;', '&')],
    ),
  );

/** The states on the page, by the name of the application. */
export const statesOn = ({ body }: Seen): Record<string, string> =>
  Object.fromEntries(
    [...body.matchAll(/data-state="([^"]+)"><span class="sign-out-name">([^<]+)</g)].map(
      ([, state = '', name = '']) => [name, state],
    ),
  );
