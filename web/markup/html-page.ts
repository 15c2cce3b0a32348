import { type DefaultTreeAdapterMap, parse } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

export interface HtmlForm {
  readonly method: 'get' | 'post';
  /** An absolute URL. */
  readonly action: string;
  /** What an untouched form submits. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Names of all controls, including buttons and unticked checkboxes. */
  readonly controls: readonly string[];
  /** The number of fields that a person would fill in. */
  readonly visibleFields: number;
  /** The first button that submits it. */
  readonly button: HtmlButton | undefined;
}

export interface HtmlButton {
  /** What it adds to the fields; undefined for a button without a name. */
  readonly field: readonly [name: string, value: string] | undefined;
  readonly text: string;
}

export interface HtmlScript {
  /** Undefined for one inside the page. */
  readonly src: string | undefined;
  readonly nonce: string | undefined;
  readonly text: string;
}

export interface HtmlPage {
  readonly title: string;
  /** The visible text, in one line. */
  readonly text: string;
  readonly forms: readonly HtmlForm[];
  readonly scripts: readonly HtmlScript[];
  /** The script in the attribute `onload` of the body. */
  readonly onload: string | undefined;
  /** The value of `<meta http-equiv="refresh">`. */
  readonly refresh: string | undefined;
  /** Absolute URLs of the pages in it, with the titles of the frames. */
  readonly frames: readonly {
    readonly tag: 'frame' | 'iframe';
    readonly url: string;
    readonly title: string;
  }[];
  /** Values of `<meta http-equiv="Content-Security-Policy">`. */
  readonly policies: readonly string[];
  /** What relative URLs of the page are relative to. */
  readonly base: string;
  /** The failed check that the page names, if it marks it as samlab's pages do. */
  readonly failedCheck: string | undefined;
}

const NOT_READ = new Set(['script', 'style', 'template', 'head', 'noscript']);
const CONTROLS = new Set(['input', 'textarea', 'select', 'button']);
const BLOCKS = /^(?:p|div|li|h[1-6]|dt|dd|tr|td|th|section|main|header|footer|br|form|ul|ol|dl)$/;

/** In characters; the result of a sign-in is within the first few thousand. */
const MAX_HTML = 1024 * 1024;

/**
 * Reads a page as a browser without scripts would: forms, title, text. Scripts are detected, never run. The page comes from the program
 * under test, so it is read up to 1 Mi characters, and its nesting may be arbitrarily deep.
 */
export function readHtmlPage(html: string, url: string): HtmlPage {
  const all = [...elements(parse(html.slice(0, MAX_HTML), { scriptingEnabled: false }))];
  const named = (name: string) => all.filter(({ tagName }) => tagName === name);
  const body = named('body')[0];
  const base = absolute(attributeOf(named('base')[0], 'href') ?? url, url);
  const metas = (equivalent: string) =>
    named('meta')
      .filter((e) => attributeOf(e, 'http-equiv')?.trim().toLowerCase() === equivalent)
      .flatMap((e) => attributeOf(e, 'content') ?? []);
  return {
    title: oneLine(textOf(named('title')[0], new Set())),
    text: oneLine(textOf(body, NOT_READ)),
    forms: named('form').map((form) => readForm(form, base)),
    scripts: named('script').map((e) => ({
      src: relative(e, 'src', base),
      nonce: attributeOf(e, 'nonce'),
      text: textOf(e, new Set()),
    })),
    onload: attributeOf(body, 'onload'),
    refresh: metas('refresh')[0],
    frames: (['frame', 'iframe'] as const).flatMap((tag) =>
      named(tag).flatMap((e) => {
        const url = relative(e, 'src', base);
        return url === undefined ? [] : [{ tag, url, title: attributeOf(e, 'title') ?? '' }];
      }),
    ),
    policies: metas('content-security-policy'),
    base,
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
    button: controls.filter(isSubmit).map(readButton)[0],
  };
}

/** A `button` submits unless its type says otherwise (HTML 4.10.8). */
function isSubmit(e: Element): boolean {
  const type = attributeOf(e, 'type')?.toLowerCase();
  if (e.tagName === 'button') return type !== 'button' && type !== 'reset';
  return e.tagName === 'input' && (type === 'submit' || type === 'image');
}

function readButton(e: Element): HtmlButton {
  const name = attributeOf(e, 'name');
  const value = attributeOf(e, 'value') ?? '';
  return {
    field: name ? [name, value] : undefined,
    text: e.tagName === 'button' ? oneLine(textOf(e, new Set())) : value,
  };
}

/** The selected values of a `select`; a single-choice list without a selection submits its first option (HTML 4.10.7). */
function chosen(select: Element): string[] {
  const options = [...elements(select)].filter(({ tagName }) => tagName === 'option');
  const selected = options.filter((e) => attributeOf(e, 'selected') !== undefined);
  const isOne = attributeOf(select, 'multiple') === undefined;
  const taken = isOne ? [selected.at(-1) ?? options[0]] : selected;
  return taken
    .flatMap((e) => e ?? [])
    .map((e) => attributeOf(e, 'value') ?? oneLine(textOf(e, new Set())));
}

/** samlab's pages mark the failed check; other service providers may do the same with `data-failed-check`. */
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
  // An explicit stack instead of recursion: the nesting may be arbitrarily deep.
  const open: Node[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if ('tagName' in next) yield next;
    const children = 'content' in next ? next.content.childNodes : childrenOf(next);
    pushReversed(open, children);
  }
}

/** One at a time: a long list spread into the arguments of one call would overflow the stack. */
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

/** The URL in an attribute, absolute; undefined when the attribute is missing, empty or no URL. */
const relative = (e: Element, name: string, base: string): string | undefined => {
  const value = attributeOf(e, name);
  return value ? URL.parse(value, base)?.href : undefined;
};

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
