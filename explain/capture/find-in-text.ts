import { readHtmlPage } from '../../web/markup/html-page.ts';
import type { EncodedMessage, SamlParameter } from './captured-message.ts';
import { decodeLayers, fromHtml } from './decode-layers.ts';
import { fromForm, fromUrl } from './parameters.ts';

/** The messages of the protocol, and an Assertion that was cut out of one. */
const ROOT = '(?:AuthnRequest|Response|LogoutRequest|LogoutResponse|Assertion)';

/**
 * Every SAML message in a text: XML, a page with a form, a URL, a form body, a line of a log, or a message alone in any encoding.
 *
 * @param text without a byte order mark
 */
export function findInText(text: string): EncodedMessage[] {
  const trimmed = text.trim();
  const page = looksLikeHtml(trimmed) ? fromPage(trimmed) : [];
  if (page.length > 0) return page;
  const written = fromMarkup(trimmed);
  if (written.length > 0) return written;
  const parameters = fromParameters(text);
  if (parameters.length > 0) return parameters;
  return fromRuns(text);
}

/** Every field of a form that holds a message, as a browser would post it. @param address of the page, if it is known */
export function fromPage(html: string, address = 'about:blank'): EncodedMessage[] {
  return readHtmlPage(html, address).forms.flatMap(({ action, method, fields }) =>
    fromForm(fields, {
      method: method.toUpperCase(),
      ...(URL.parse(action)?.protocol.startsWith('http') && { address: action }),
    }).map((found) => ({
      ...found,
      where: `a form that a page sends to ${found.address ?? 'an unknown address'}`,
    })),
  );
}

const looksLikeHtml = (text: string): boolean =>
  /^<(?:!doctype\s+html|html|head|body|form)\b/i.test(text.slice(0, 1024).trimStart()) ||
  /<form\b[\s\S]*\bSAML(?:Request|Response)\b/i.test(text);

const XML = new RegExp(`<((?:[\\w.-]+:)?${ROOT})(?=[\\s>/])[\\s\\S]*?</\\1\\s*>`, 'g');
const ESCAPED_XML = new RegExp(
  `&lt;((?:[\\w.-]+:)?${ROOT})(?=\\s|&gt;)[\\s\\S]*?&lt;/\\1\\s*&gt;`,
  'g',
);

/** XML in the text itself: a file, a line of a log, the source of a page. */
function fromMarkup(text: string): EncodedMessage[] {
  // The whole of a document, so that declarations before its root count too: they can be what is wrong with it.
  if (/^<(?:\?xml|!DOCTYPE|!--)/i.test(text) && rootOf(text))
    return [pasted(text, 'the whole text')];
  const plain = [...text.matchAll(XML)].map(({ 0: xml, index }) =>
    pasted(unescaped(xml), lineAt(text, index)),
  );
  if (plain.length > 0) return plain;
  return [...text.matchAll(ESCAPED_XML)].map(({ 0: xml, index }) =>
    pasted(fromHtml(xml), lineAt(text, index)),
  );
}

/** The first element of a document, if it is a message. */
const rootOf = (xml: string) =>
  new RegExp(
    `^(?:<\\?[\\s\\S]*?\\?>|<!--[\\s\\S]*?-->|<!DOCTYPE[^[>]*(?:\\[[\\s\\S]*?\\]\\s*)?>|\\s+)*<(?:[\\w.-]+:)?${ROOT}[\\s>/]`,
  ).test(xml);

/** Loggers escape the quotes of what they print. */
const unescaped = (xml: string): string =>
  /="/.test(xml) || !/=\\"/.test(xml)
    ? xml
    : xml
        .replace(/\\(["'/\\])/g, '$1')
        .replace(/\\n/g, '\n')
        .replace(/\\r/g, '')
        .replace(/\\t/g, '\t');

/** What may follow a parameter in a query or a form body, and what ends it in a text. */
const RUN = /[^\s"'<>`\\]*SAML(?:Request|Response)=[^\s"'<>`\\]+/g;
/** A parameter as programs and people print it: `SAMLResponse: PHNh...`, `"SAMLResponse":"PHNh..."`. */
const PRINTED =
  /\b(SAML(?:Request|Response))\\?["']?\]?\s*(?:=>|[:=]|\s)\s*\\?["']?\[?\\?["']?((?:[A-Za-z0-9+/_-]|%[0-9A-Fa-f]{2}|\\[nr/]|[\r\n]+(?=[A-Za-z0-9+/=]{16,})){40,}(?:=|%3D){0,2})/gi;

function fromParameters(text: string): EncodedMessage[] {
  const found: EncodedMessage[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const where = lineAt(text, index);
    const messages = run.includes('?') ? fromUrl(run) : fromBody(run);
    found.push(...messages.map((message) => ({ ...message, where })));
  }
  if (found.length > 0) return found;
  return [...text.matchAll(PRINTED)].map(({ 1: name, 2: value = '', index }) => ({
    parameter: /request/i.test(name ?? '') ? 'SAMLRequest' : ('SAMLResponse' as SamlParameter),
    where: lineAt(text, index),
    value,
    asSent: false,
  }));
}

/** A form body, or a query without its address: only the encoding tells which it was. */
const fromBody = (run: string): EncodedMessage[] =>
  fromForm(
    [...new URLSearchParams(run.replace(/^.*?(?=SAML(?:Request|Response)=|RelayState=)/, ''))],
    {},
  ).map(({ binding: _, ...found }) => ({ ...found, asSent: false, rawQuery: run }));

/** Long runs of base64 letters, over several lines too: messages without their parameter. */
function fromRuns(text: string): EncodedMessage[] {
  const whole = text.trim();
  const letters = /^[A-Za-z0-9+/=_%\s"'-]+$/.test(whole) && whole.length >= 40;
  if (letters && (!/\s/.test(whole) || 'xml' in decodeLayers(whole)))
    return [pasted(whole, 'the whole text')];
  return [...text.matchAll(/(?:[A-Za-z0-9+/_-]|%[0-9A-Fa-f]{2}){60,}={0,2}/g)].map(
    ({ 0: value, index }) => pasted(value, lineAt(text, index)),
  );
}

const pasted = (value: string, where: string): EncodedMessage => ({ where, value, asSent: false });

/** `line 3`; for a text of one line, the text. */
function lineAt(text: string, index: number): string {
  if (!text.trim().includes('\n')) return 'the text';
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1))
    line += 1;
  return `line ${line}`;
}
