import { SamlError } from '../errors.ts';

/**
 * The parameters of a query as received, not decoded. Signatures cover these octets (SAML Bindings 3.4.4.1), so the message must be read
 * from them too: a framework that also decodes names would find `SAMLRequ%65st`, and a verifier would not.
 *
 * @param rawQuery without `?`.
 * @throws {SamlError} `signature_profile` for a repeated parameter: two readers could use different values
 */
export function rawParameters(rawQuery: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of rawQuery.split('&')) {
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    if (found.has(name))
      throw new SamlError(
        'signature_profile',
        `The query has the parameter ${name} more than once.`,
      );
    found.set(name, at < 0 ? '' : pair.slice(at + 1));
  }
  return found;
}

/** Decodes one value; `+` is a space. @throws {SamlError} `encoding` */
export function decodeParameter(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    throw new SamlError('encoding', 'A query parameter is not percent-encoded UTF-8.');
  }
}
