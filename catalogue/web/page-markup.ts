/** Whether a browser would run markup that a page took from a message. */
import { DOMParser } from '@xmldom/xmldom';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import type { Answer } from '../stage.ts';

/** What the markup would run. No page has it by itself. */
const CALL = 'samlabWasHere()';

/** Markup as text: a page may show it, but only escaped. */
export const markupText = `"><img src=x onerror=${CALL}><script>${CALL}</script>`;

/** A link to it runs the call. */
export const scriptUrl = `javascript:${CALL}`;

/** The same as XML elements, which come through when a page shows the XML of a message. */
export const markupXml = `<img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="${CALL}"/>`;

type Element = DefaultTreeAdapterMap['element'];

/** In characters, as a browser would read a page of an error. */
const MAX_PAGE = 1024 * 1024;

/**
 * The element with the call, as on the page, if the answer is a page in which a browser would run it: HTML, or XML with an element of
 * XHTML. Text and JSON are not pages; without a content type a browser guesses.
 */
export function runnableMarkup({ contentType, body }: Pick<Answer, 'contentType' | 'body'>) {
  if (!body.includes(CALL)) return undefined;
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/html' || (type === '' && /^\s*</.test(body))) return inHtml(body);
  return /[/+]xml$/.test(type) ? inXml(body) : undefined;
}

function inHtml(body: string): string | undefined {
  const open: DefaultTreeAdapterMap['node'][] = [parse(body.slice(0, MAX_PAGE))];
  for (let node = open.pop(); node; node = open.pop()) {
    if ('tagName' in node && runs(node)) return shown(node.tagName);
    const children = 'content' in node ? [] : 'childNodes' in node ? node.childNodes : [];
    for (const child of children) open.push(child);
  }
  return undefined;
}

const runs = ({ tagName, attrs, childNodes }: Element): boolean =>
  attrs.some(({ name, value }) => isCode(name, value)) ||
  (tagName === 'script' &&
    childNodes.some((child) => 'value' in child && child.value.includes(CALL)));

const isCode = (name: string, value: string): boolean =>
  value.includes(CALL) &&
  (/^on/i.test(name) || (/^(?:href|src|action)$/i.test(name) && /^\s*javascript:/i.test(value)));

const XHTML = 'http://www.w3.org/1999/xhtml';

const errorHandler = (level: string, message: unknown) => {
  if (level !== 'warning') throw new SyntaxError(String(message));
};

function inXml(body: string): string | undefined {
  try {
    const document = new DOMParser({ errorHandler }).parseFromString(body, 'text/xml');
    const found = Array.from(document.getElementsByTagNameNS(XHTML, '*')).find(
      (element) =>
        (element.localName === 'script' && element.textContent?.includes(CALL)) ||
        Array.from(element.attributes).some(({ name, value }) => isCode(name, value)),
    );
    return found && shown(found.localName ?? '');
  } catch {
    return undefined; // a browser shows an error instead
  }
}

const shown = (name: string) => `<${name}>`;
