import { type DefaultTreeAdapterMap, parse } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

export interface HtmlForm {
  readonly method: 'get' | 'post';
  /** Absolute. */
  readonly action: string;
  /** What is sent when nobody touches the form. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Names of all that it could send, buttons and boxes without a tick among them. */
  readonly controls: readonly string[];
  /** Fields that only a person can fill in. */
  readonly visibleFields: number;
}

export interface HtmlPage {
  readonly title: string;
  /** What a reader sees, in one line. */
  readonly text: string;
  readonly forms: readonly HtmlForm[];
  readonly hasScripts: boolean;
  /** The check that a page of samlab's kind names as the one that refused. */
  readonly failedCheck: string | undefined;
}

const NOT_READ = new Set(['script', 'style', 'template', 'head', 'noscript']);
const CONTROLS = new Set(['input', 'textarea', 'select', 'button']);
const BLOCKS = /^(?:p|div|li|h[1-6]|dt|dd|tr|td|th|section|main|header|footer|br|form|ul|ol|dl)$/;

/** In characters; what a service provider says of a sign-in stands on the first few thousand. */
const MAX_HTML = 1024 * 1024;

/**
 * Reads a page as a browser without scripts would: forms, title, text. Scripts are counted, never run. Of a page longer than 1 Mi
 * characters only these are read: it is written by the program under test, and nests as deeply as that likes.
 */
export function readHtmlPage(html: string, url: string): HtmlPage {
  const all = [...elements(parse(html.slice(0, MAX_HTML), { scriptingEnabled: false }))];
  const named = (name: string) => all.filter(({ tagName }) => tagName === name);
  const body = named('body')[0];
  const base = absolute(attributeOf(named('base')[0], 'href') ?? url, url);
  return {
    title: oneLine(textOf(named('title')[0], new Set())),
    text: oneLine(textOf(body, NOT_READ)),
    forms: named('form').map((form) => readForm(form, base)),
    hasScripts: named('script').length > 0 || attributeOf(body, 'onload') !== undefined,
    failedCheck: failedCheck(all),
  };
}

function readForm(form: Element, base: string): HtmlForm {
  const controls = [...elements(form)];
  const inputs = controls.filter(({ tagName }) => tagName === 'input');
  const typeOf = (e: Element) => (attributeOf(e, 'type') ?? 'text').toLowerCase();
  const sent = inputs.filter((e) => {
    const type = typeOf(e);
    if (type === 'checkbox' || type === 'radio') return attributeOf(e, 'checked') !== undefined;
    return !['submit', 'button', 'image', 'reset', 'file'].includes(type);
  });
  const textareas = controls.filter(({ tagName }) => tagName === 'textarea');
  const selects = controls.filter(({ tagName }) => tagName === 'select');
  const fields = [
    ...sent.map((e) => [attributeOf(e, 'name') ?? '', attributeOf(e, 'value') ?? ''] as const),
    ...textareas.map((e) => [attributeOf(e, 'name') ?? '', textOf(e, new Set())] as const),
    ...selects.flatMap((e) =>
      chosen(e).map((value) => [attributeOf(e, 'name') ?? '', value] as const),
    ),
  ].filter(([name]) => name !== '');
  return {
    method: attributeOf(form, 'method')?.toLowerCase() === 'post' ? 'post' : 'get',
    action: absolute(attributeOf(form, 'action') || base, base),
    fields,
    controls: controls
      .filter(({ tagName }) => CONTROLS.has(tagName))
      .flatMap((e) => attributeOf(e, 'name') ?? []),
    visibleFields:
      inputs.filter((e) => !['hidden', 'submit', 'button', 'image', 'reset'].includes(typeOf(e)))
        .length +
      textareas.length +
      selects.length,
  };
}

/** The values of a `select`: without a choice the first of a list of which one must be chosen (HTML 4.10.7). */
function chosen(select: Element): string[] {
  const options = [...elements(select)].filter(({ tagName }) => tagName === 'option');
  const selected = options.filter((e) => attributeOf(e, 'selected') !== undefined);
  const isOne = attributeOf(select, 'multiple') === undefined;
  const taken = isOne ? [selected.at(-1) ?? options[0]] : selected;
  return taken
    .flatMap((e) => e ?? [])
    .map((e) => attributeOf(e, 'value') ?? oneLine(textOf(e, new Set())));
}

/** samlab's own pages mark the refusing check; others may do the same with `data-failed-check`. */
function failedCheck(all: readonly Element[]): string | undefined {
  for (const e of all) {
    const named = attributeOf(e, 'data-failed-check');
    if (named) return named;
  }
  const failed = all.find((e) => attributeOf(e, 'data-passed') === 'false');
  return attributeOf(failed ?? all.find((e) => e.tagName === 'code' && has(e)), 'data-check');
}

const has = (e: Element) => attributeOf(e, 'data-check') !== undefined;

function* elements(node: Node): Generator<Element> {
  // A stack and no recursion: a page may nest as deeply as it likes.
  const open: Node[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if ('tagName' in next) yield next;
    const children = 'content' in next ? next.content.childNodes : childrenOf(next);
    pushReversed(open, children);
  }
}

/** One at a time: as arguments of one call, those of a long list would not fit on the stack. */
function pushReversed(open: Node[], children: readonly Node[]): void {
  for (let n = children.length - 1; n >= 0; n--) {
    const child = children[n];
    if (child) open.push(child);
  }
}

const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);

function textOf(node: Node | undefined, skipped: ReadonlySet<string>): string {
  if (!node) return '';
  const parts: string[] = [];
  const open: Node[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.nodeName === '#text' && 'value' in next) parts.push(next.value);
    if ('tagName' in next && skipped.has(next.tagName)) continue;
    if ('tagName' in next && BLOCKS.test(next.tagName)) parts.push(' ');
    pushReversed(open, childrenOf(next));
  }
  return parts.join('');
}

const attributeOf = (e: Element | undefined, name: string): string | undefined =>
  e?.attrs.find((each) => each.name === name)?.value;

const absolute = (reference: string, base: string): string =>
  URL.parse(reference, base)?.href ?? base;

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
