import { type Answer, type Seen, userNamed } from '../../catalogue/index.ts';
import { readHtmlPage } from '../../web/markup/html-page.ts';

/**
 * When the whoami response means "signed in". `identity`: a 2xx response with the NameID of the test user; `status`: this status, or any
 * 2xx; `text`: a 2xx response with this text; `pointer`: a 2xx response with a JSON value at this pointer; `around`: a 2xx page that shows
 * a value between these texts.
 */
export type SuccessRule =
  | { readonly kind: 'identity' }
  | { readonly kind: 'status'; readonly status: number | undefined }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pointer'; readonly pointer: string }
  | { readonly kind: 'around'; readonly before: string; readonly after: string };

export interface SessionProbe {
  readonly url: string;
  readonly success: SuccessRule;
  /** NameID of the test user. */
  readonly honest: string;
}

/** What the whoami response shows. `honest` and `hostile` are both false if it does not show whose session it is. */
export interface SessionState extends Seen {
  /** The body, or the value at the JSON pointer. */
  readonly text: string;
}

/**
 * Reads `--success`: `status` or `status:204` or a number; `/json/pointer` (RFC 6901); `text:Welcome`, or any other text;
 * `text:Signed in as {}, since` with `{}` where the page shows the user. By default the NameID of the test user must be in the response.
 */
export function readSuccessRule(text: string | undefined): SuccessRule {
  if (text === undefined) return { kind: 'identity' };
  const status = /^(?:status:?)?(\d{3})?$/.exec(text);
  if (status && text !== '')
    return { kind: 'status', status: status[1] === undefined ? undefined : Number(status[1]) };
  if (text.startsWith('/')) return { kind: 'pointer', pointer: text };
  const wanted = text.replace(/^text:/, '');
  const [before, after] = wanted.split('{}');
  if (before !== undefined && after !== undefined) return { kind: 'around', before, after };
  return { kind: 'text', text: wanted };
}

/** Whether the rule names the place of the identity, so that nothing else in the response says whose session it is. */
export const isPointed = ({ kind }: SuccessRule): boolean =>
  kind === 'pointer' || kind === 'around';

/**
 * Reads a whoami response. With a JSON pointer, or texts around the identity, only the value there says whose session it is; without
 * them, both users may be named.
 *
 * @param honestValue that value in the control sign-in; any other value is another user.
 */
export function readSession(
  { success, honest }: SessionProbe,
  answer: Pick<Answer, 'status' | 'body'>,
  honestValue?: string,
): SessionState {
  const ok = answer.status >= 200 && answer.status < 300;
  const { body } = answer;
  const named = userNamed(body, honest);
  if (success.kind === 'status') {
    const signedIn = success.status === undefined ? ok : answer.status === success.status;
    return session(signedIn, body, named);
  }
  if (success.kind === 'pointer' || success.kind === 'around') {
    const found = () =>
      success.kind === 'pointer' ? valueAt(body, success.pointer) : valueBetween(body, success);
    const value = ok ? found() : undefined;
    const signedIn = value !== undefined && value !== '';
    const trimmed = success.kind === 'around' && { trimmed: true as const };
    if (!signedIn || honestValue === undefined)
      return { ...session(signedIn, value ?? '', named), ...trimmed };
    const isHonest = same(value, honestValue);
    return { ...session(true, value, { honest: isHonest, hostile: !isHonest }), ...trimmed };
  }
  const wanted = success.kind === 'text' ? success.text : honest;
  return session(ok && (includes(body, wanted) || named.hostile), body, named);
}

const session = (
  signedIn: boolean,
  text: string,
  { honest, hostile }: Pick<Seen, 'honest' | 'hostile'>,
): SessionState => ({ signedIn, text, honest: signedIn && honest, hostile: signedIn && hostile });

const includes = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());
const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** What the visible text of a page shows between two texts; without a text after it, up to the next white space. */
function valueBetween(
  body: string,
  { before, after }: { before: string; after: string },
): string | undefined {
  const { text } = readHtmlPage(body, 'http://localhost/');
  const [start, end] = [oneLine(before), oneLine(after)];
  const from = text.indexOf(start);
  if (from < 0) return undefined;
  const rest = text.slice(from + start.length).trimStart();
  const to = end === '' ? rest.search(/\s|$/) : rest.indexOf(end);
  return to < 0 ? undefined : rest.slice(0, to).trim();
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** RFC 6901: a string, or anything else as JSON. Undefined if missing, null or false. */
function valueAt(body: string, pointer: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  if (value === undefined || value === null || value === false) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
