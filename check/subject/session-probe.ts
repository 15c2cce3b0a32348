import { type Answer, hostileIdentity, type Seen } from '../../catalogue/index.ts';

/**
 * How to read from the answer of the whoami address that somebody is signed in. `identity`: a 2xx answer that holds the
 * honest NameID; `status`: this status, or any 2xx; `text`: a 2xx answer that holds a text; `pointer`: a JSON value that is there.
 */
export type SuccessRule =
  | { readonly kind: 'identity' }
  | { readonly kind: 'status'; readonly status: number | undefined }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pointer'; readonly pointer: string };

export interface SessionProbe {
  readonly url: string;
  readonly success: SuccessRule;
  /** NameID of the honest identity. */
  readonly honest: string;
}

/** `honest` and `hostile` are both false where the answer does not say whose the session is. */
export interface Sighting extends Seen {
  /** The body, or the value that the JSON pointer names. */
  readonly text: string;
}

/**
 * Reads `--success`: `status` or `status:204` or a number; `/json/pointer` (RFC 6901); `text:Welcome`, or any other text.
 * Nothing given means that the honest NameID must be there.
 */
export function readSuccessRule(text: string | undefined): SuccessRule {
  if (text === undefined) return { kind: 'identity' };
  const status = /^(?:status:?)?(\d{3})?$/.exec(text);
  if (status && text !== '')
    return { kind: 'status', status: status[1] === undefined ? undefined : Number(status[1]) };
  if (text.startsWith('/')) return { kind: 'pointer', pointer: text };
  return { kind: 'text', text: text.replace(/^text:/, '') };
}

/**
 * Judges an answer of the whoami address. The hostile marker anywhere in it is the worst that can be seen.
 *
 * @param honestValue what the JSON pointer named in the control; another value there is another person.
 */
export function readSighting(
  { success, honest }: SessionProbe,
  answer: Pick<Answer, 'status' | 'body'>,
  honestValue?: string,
): Sighting {
  const ok = answer.status >= 200 && answer.status < 300;
  const { body } = answer;
  const named = { honest: includes(body, honest), hostile: includes(body, hostileIdentity) };
  if (success.kind === 'status') {
    const signedIn = success.status === undefined ? ok : answer.status === success.status;
    return session(signedIn, body, named);
  }
  if (success.kind === 'pointer') {
    const value = ok ? valueAt(body, success.pointer) : undefined;
    const signedIn = value !== undefined && value !== '';
    if (!signedIn || honestValue === undefined) return session(signedIn, value ?? '', named);
    const isHonest = same(value, honestValue);
    return session(true, value, { honest: isHonest, hostile: !isHonest || named.hostile });
  }
  const wanted = success.kind === 'text' ? success.text : honest;
  return session(ok && (includes(body, wanted) || named.hostile), body, named);
}

const session = (
  signedIn: boolean,
  text: string,
  { honest, hostile }: Pick<Seen, 'honest' | 'hostile'>,
): Sighting => ({ signedIn, text, honest: signedIn && honest, hostile: signedIn && hostile });

const includes = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());
const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** RFC 6901; a string, or anything else as JSON. Undefined for what is not there, null and false. */
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
