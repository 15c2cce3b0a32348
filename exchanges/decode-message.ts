import { decodePost } from '../saml/bindings/post.ts';
import { inflateRedirect } from '../saml/bindings/redirect.ts';
import { SamlError } from '../saml/errors.ts';
import type { ExchangeMessage } from './exchange.ts';

/** A message as XML, or why it cannot be decoded. */
export type DecodedMessage =
  | { readonly xml: Uint8Array; readonly text: string; readonly fault?: undefined }
  | { readonly xml?: undefined; readonly text?: undefined; readonly fault: string };

/** Undoes the encoding of the binding. Bytes that are not UTF-8 show as U+FFFD in `text`. */
export function decodeMessage({
  binding,
  value,
}: Pick<ExchangeMessage, 'binding' | 'value'>): DecodedMessage {
  try {
    const xml = binding === 'HTTP-Redirect' ? inflateRedirect(value) : decodePost(value);
    return { xml, text: Buffer.from(xml).toString('utf8') };
  } catch (error) {
    if (error instanceof SamlError) return { fault: error.message };
    throw error;
  }
}

/** `AuthnRequest`, `Response`, ...: the name of the first element, for display; undefined for a message without elements. */
export const elementName = (xml: string): string | undefined =>
  /^(?:\s|\uFEFF|<\?[^>]*\?>|<!--[\s\S]*?-->)*<(?:[^\s<>/:]+:)?([^\s<>/:]+)/.exec(xml)?.[1];

/** An attribute of the first element, for display and for finding what belongs together; nothing is decided by it. */
export function rootAttribute(xml: string, name: string): string | undefined {
  const root = /<[^!?/][^>]*>/.exec(xml)?.[0] ?? '';
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(root);
  return found?.[1] ?? found?.[2];
}
