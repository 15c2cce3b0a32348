/** Short names that .NET writes otherwise than OpenSSL. */
const dotNetTypes: Record<string, string> = { ST: 'S', emailAddress: 'E' };

/**
 * The name of an issuer as .NET writes it, the most specific part first: `CN=sp.example, O=Contoso, S=Washington, C=US` (entra-saml.md 7). Receivers that
 * know the certificate need not read it.
 *
 * @param issuer of node:crypto, a part on each line, with the escapes of RFC 2253
 */
export function dotNetName(issuer: string): string {
  return issuer.split('\n').filter(Boolean).reverse().map(part).join(', ');
}

function part(line: string): string {
  const equals = line.indexOf('=');
  const type = line.slice(0, equals);
  const value = line.slice(equals + 1).replace(/\\([^0-9A-F])/gi, '$1');
  const quoted = /[,+="<>#;\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  return `${dotNetTypes[type] ?? type}=${quoted}`;
}
