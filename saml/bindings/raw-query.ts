import { SamlError } from '../errors.ts';

/**
 * The parameters of a query as they came in, not decoded. Signatures cover these octets (SAML Bindings 3.4.4.1), so the message
 * must be read from the same ones: a framework that also decodes names finds `SAMLRequ%65st` where a verifier does not.
 *
 * @param rawQuery without `?`.
 * @throws {SamlError} `signature_profile` when a parameter stands twice: two readers could take different ones.
 */
export function rawParameters(rawQuery: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of rawQuery.split('&')) {
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    if (found.has(name))
      throw new SamlError('signature_profile', `The query has the parameter ${name} twice.`);
    found.set(name, at < 0 ? '' : pair.slice(at + 1));
  }
  return found;
}

/** One value decoded, `+` as a blank. @throws {SamlError} `encoding` */
export function decodeParameter(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    throw new SamlError('encoding', 'A query parameter is not percent-encoded UTF-8.');
  }
}
