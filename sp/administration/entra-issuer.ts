const GUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const LOGIN_PATH = new RegExp(`^/(${GUID})/saml2/?$`, 'i');

/** Login hosts of clouds whose issuer has another host (entra-saml.md 5.1). */
const issuerHosts: Readonly<Record<string, string>> = {
  'login.partner.microsoftonline.cn': 'sts.chinacloudapi.cn',
};

/**
 * The Microsoft Entra Identifier that belongs to an Entra Login URL: `https://sts.windows.net/{tenant}/` for any
 * `.../{tenant}/saml2` with the tenant as a GUID (entra-saml.md 5.1), wherever it is served. Undefined for other URLs.
 */
export function entraIssuer(loginUrl: string): string | undefined {
  const url = URL.parse(loginUrl);
  const tenant = url && LOGIN_PATH.exec(url.pathname)?.[1];
  if (!tenant) return undefined;
  return `https://${issuerHosts[url.hostname] ?? 'sts.windows.net'}/${tenant.toLowerCase()}/`;
}

/** Whether this is a Microsoft Entra Identifier, which Entra shows next to the Login URL: a name, not a page to sign in. */
export function isEntraIdentifier(text: string): boolean {
  const url = URL.parse(text);
  const hosts = ['sts.windows.net', ...Object.values(issuerHosts)];
  return url !== null && hosts.includes(url.hostname) && !LOGIN_PATH.test(url.pathname);
}
