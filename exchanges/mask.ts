import { deflateRawSync } from 'node:zlib';
import { type XmlPiece, xmlPieces } from '../web/markup/xml-pieces.ts';
import { decodeMessage } from './decode-message.ts';
import type { Exchange, ExchangeMessage } from './exchange.ts';

/**
 * Replaces names, ids and values: user names, NameIDs, claim values, RelayStates, message ids, GUIDs and e-mail addresses. The same value gets the
 * same replacement everywhere, so that one can still see what equals what. Application names, addresses, algorithms and certificates stay. A
 * message that cannot be decoded is left out. Signatures no longer verify, which `masked` says.
 */
export const maskExchange = (exchange: Exchange): Exchange =>
  maskTogether(exchange, undefined).exchange;

/** The same, with the same replacements in all texts of `more`, whatever its shape. */
export function maskTogether<More>(
  exchange: Exchange,
  more: More,
): { exchange: Exchange; more: More } {
  const masks = new Masks();
  const masked = masksFor(exchange, masks);
  return { exchange: masked, more: masks.inAll(more) as More };
}

function masksFor(exchange: Exchange, masks: Masks): Exchange {
  const { request, response, claims, user } = exchange;
  const messages = [request, response].map((each) => each && new MessageMask(each, masks));
  for (const { values } of claims) for (const value of values) masks.learn(value);
  if (user !== undefined) masks.learn(user);
  const [maskedRequest, maskedResponse] = messages.map((each) => each?.masked());
  const { request: _, response: __, ...rest } = exchange;
  return {
    ...(masks.inAll(rest) as typeof rest),
    id: masks.inMarkup(exchange.id).replace(/[^\w.-]/g, '_'),
    ...(exchange.application && {
      application: {
        name: exchange.application.name,
        ...(exchange.application.id !== undefined && {
          id: masks.inMarkup(exchange.application.id),
        }),
      },
    }),
    ...(maskedRequest && { request: maskedRequest }),
    ...(maskedResponse && { response: maskedResponse }),
    masked: true,
  };
}

const GUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
const EMAIL = /[\w.%+'-]+@[\w-]+(?:\.[\w-]+)+/g;

/** URIs that standards define are no values of a person. */
const isPublic = (value: string) =>
  /^(?:urn:oasis:|https?:\/\/(?:schemas\.(?:microsoft|xmlsoap)\.com|sts\.windows\.net)\/)/.test(
    value,
  );

type Kind = keyof typeof shapes;

/** The replacement of each value. */
class Masks {
  readonly #known = new Map<string, { readonly mask: string; readonly kind: Kind }>();
  readonly #counts = { value: 0, user: 0, guid: 0, id: 0 };
  readonly #patterns = new Map<readonly Kind[], RegExp>();

  /** Makes a replacement for a whole value, which is then replaced wherever it occurs. */
  learn(value: string): void {
    const text = value.trim();
    if (text !== '' && !isPublic(text) && !new RegExp(`^${GUID.source}$`, 'i').test(text))
      this.#of(text, /^[^\s@]+@[^\s@]+$/.test(text) ? 'user' : 'value');
  }

  learnId(value: string): void {
    if (value !== '') this.#of(value, 'id');
  }

  /** What `value` was replaced with; itself with its parts replaced when it is not known as a whole. */
  whole(value: string): string {
    return this.#known.get(value.trim())?.mask ?? this.inText(value);
  }

  /** In words of ours, where each known value may occur. */
  readonly inText = (text: string): string => this.#replaced(text, everything);

  /** In addresses, names and markup, where a claim value such as `Password` may occur for another reason. */
  readonly inMarkup = (text: string): string => this.#replaced(text, identifying);

  inAll(value: unknown): unknown {
    if (typeof value === 'string') return this.inText(value);
    if (Array.isArray(value)) return value.map((each) => this.inAll(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, fixed.has(key) ? each : this.inAll(each)]),
    );
  }

  #replaced(text: string, kinds: readonly Kind[]): string {
    const pattern = this.#patternOf(kinds);
    return text
      .replace(pattern, (found) => this.#known.get(found)?.mask ?? found)
      .replace(EMAIL, (found) => (isMask(found) ? found : this.#of(found, 'user')))
      .replace(GUID, (found) => (isMask(found) ? found : this.#of(found.toLowerCase(), 'guid')));
  }

  #of(value: string, kind: Kind): string {
    const known = this.#known.get(value);
    if (known) return known.mask;
    this.#counts[kind] += 1;
    const mask = shapes[kind](this.#counts[kind]);
    this.#known.set(value, { mask, kind });
    this.#patterns.clear();
    return mask;
  }

  /** The known values of these kinds, the longest first; only whole words, or a first name of one letter would match everywhere. */
  #patternOf(kinds: readonly Kind[]): RegExp {
    const made = this.#patterns.get(kinds);
    if (made) return made;
    const values = [...this.#known]
      .filter(([, { kind }]) => kinds.includes(kind))
      .map(([value]) => value)
      .sort((a, b) => b.length - a.length)
      .map((value) => value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
    const pattern =
      values.length === 0
        ? /(?!)/g
        : new RegExp(`(?<![\\p{L}\\p{N}_])(?:${values.join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
    this.#patterns.set(kinds, pattern);
    return pattern;
  }
}

const everything: readonly Kind[] = ['value', 'user', 'guid', 'id'];
const identifying: readonly Kind[] = ['user', 'guid', 'id'];

/** Members whose values are one of a few words, or instants. */
const fixed = new Set([
  'by',
  'outcome',
  'kind',
  'at',
  'startedAt',
  'name',
  'code',
  'clause',
  'title',
]);

const shapes = {
  value: (n: number) => `value-${n}`,
  user: (n: number) => `user-${n}@masked.example`,
  guid: (n: number) => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`,
  id: (n: number) => `_id-${n}`,
};

const isMask = (text: string) =>
  text.endsWith('@masked.example') || text.startsWith('00000000-0000-0000-0000-');

/** Elements whose text is about a person or a session. */
const PERSONAL = /^<(?:[^\s<>/:]+:)?(?:NameID|AttributeValue|SessionIndex|BaseID)[\s/>]/;

/** Attributes that hold the id of a message or a session. */
const IDS = /(\s(?:ID|InResponseTo|SessionIndex)\s*=\s*)(?:"([^"]*)"|'([^']*)')/g;

const QUOTED = /"[^"]*"|'[^']*'/g;

const OPAQUE = /^<(?:[^\s<>/:]+:)?(?:SignatureValue|DigestValue|X509Certificate|CipherValue)[\s>]/;

/** One message: finds its values when it is made, replaces all known ones afterwards. */
class MessageMask {
  readonly #message: ExchangeMessage;
  readonly #masks: Masks;
  readonly #pieces: readonly XmlPiece[];

  constructor(message: ExchangeMessage, masks: Masks) {
    this.#message = message;
    this.#masks = masks;
    const { text } = decodeMessage(message);
    this.#pieces = text === undefined ? [] : [...xmlPieces(text)];
    if (message.relayState !== undefined) masks.learn(message.relayState);
    for (const { piece, personal } of this.#walk()) {
      if (piece.kind === 'text' && personal) masks.learn(decodeReferences(piece.text));
      if (piece.kind === 'open' || piece.kind === 'empty')
        for (const [, , double, single] of piece.text.matchAll(IDS))
          masks.learnId(double ?? single ?? '');
    }
  }

  masked(): ExchangeMessage {
    const { query, relayState, binding, parameter, at, address } = this.#message;
    const xml = this.#walk()
      .map((each) => this.#replaced(each))
      .join('');
    const bytes = Buffer.from(xml, 'utf8');
    const value = (binding === 'HTTP-Redirect' ? deflateRawSync(bytes) : bytes).toString('base64');
    const hidden = relayState === undefined ? undefined : this.#masks.whole(relayState);
    return {
      parameter,
      binding,
      address: this.#masks.inMarkup(address),
      at,
      value: this.#pieces.length === 0 ? '' : value,
      ...(hidden !== undefined && { relayState: hidden }),
      ...(query !== undefined && { query: this.#queryWith(query, value, hidden) }),
    };
  }

  /** Only the method of the signature is kept. */
  #queryWith(query: string, value: string, relayState: string | undefined): string {
    const method = /(?:^|&)(SigAlg=[^&]*)/.exec(query)?.[1];
    return [
      `${this.#message.parameter}=${encodeURIComponent(value)}`,
      ...(relayState === undefined ? [] : [`RelayState=${encodeURIComponent(relayState)}`]),
      ...(method === undefined ? [] : [method]),
    ].join('&');
  }

  #walk() {
    const open: { personal: boolean; opaque: boolean }[] = [];
    return this.#pieces.map((piece) => {
      const outer = open.at(-1) ?? { personal: false, opaque: false };
      if (piece.kind === 'close') open.pop();
      if (piece.kind === 'open')
        open.push({
          personal: outer.personal || PERSONAL.test(piece.text),
          opaque: OPAQUE.test(piece.text),
        });
      return { piece, ...outer };
    });
  }

  #replaced({ piece, personal, opaque }: { piece: XmlPiece; personal: boolean; opaque: boolean }) {
    const { kind, text } = piece;
    if (opaque) return text;
    if (kind === 'markup') return personal ? '' : this.#masks.inMarkup(text);
    if (kind !== 'text') return text.replace(QUOTED, this.#masks.inMarkup);
    if (!personal) return this.#masks.inMarkup(text);
    return text.trim() === '' ? text : escapeText(this.#masks.whole(decodeReferences(text)));
  }
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** The predefined entities and character references (XML 1.0 4.1, 4.6). */
const decodeReferences = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (found, hex, decimal, name) => {
    if (name !== undefined) return entities[name] ?? found;
    const code = Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : found;
  });

const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
