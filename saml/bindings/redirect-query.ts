import { SamlError } from '../errors.ts';
import { decodeParameter, rawParameters } from './raw-query.ts';
import { inflateRedirect, type RedirectParameter } from './redirect.ts';

export interface RedirectQuery {
  readonly parameter: RedirectParameter;
  /** The bytes of the XML. */
  readonly xml: Uint8Array;
  readonly relayState?: string;
}

/** The only encoding (SAML Bindings 3.4.4); senders may name it. */
const deflate = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE';

/**
 * The message in a query of the Redirect binding; undefined when there is no message, or both a request and a response.
 *
 * @param rawQuery without `?`, not decoded.
 * @throws {SamlError} `signature_profile`, `encoding`, `base64`, `deflate`, `too_large`
 */
export function readRedirectQuery(rawQuery: string): RedirectQuery | undefined {
  const raw = rawParameters(rawQuery);
  const [parameter, ...more] = (['SAMLRequest', 'SAMLResponse'] as const).filter((name) =>
    raw.has(name),
  );
  if (!parameter || more.length > 0) return undefined;
  const value = (name: string) => {
    const found = raw.get(name);
    return found === undefined ? undefined : decodeParameter(found);
  };
  const encoding = value('SAMLEncoding') ?? deflate;
  if (encoding !== deflate)
    throw new SamlError('encoding', `The encoding ${encoding} is not supported.`);
  const relayState = value('RelayState');
  return {
    parameter,
    xml: inflateRedirect(value(parameter) ?? ''),
    ...(relayState !== undefined && { relayState }),
  };
}
