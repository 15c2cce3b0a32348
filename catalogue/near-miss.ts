/** Values that are not the right URI, but that a careless comparison takes for it. */
import type { MessageMaker, MessageRun, OtherMessage, Severity, Verdict } from './case.ts';
import { NotPlayable } from './stage.ts';

/**
 * An `identifier` is a name, compared character by character: two that differ in anything are two parties. An `endpoint` is compared with
 * the URL at which the message arrived, for which equivalence by RFC 3986 is defensible.
 */
type Kind = 'identifier' | 'endpoint';

interface NearMiss {
  readonly title: string;
  readonly change: (uri: string) => string;
  readonly basis: string;
  readonly risk: string;
  /** How bad it is to accept it; `policy` if that is defensible. */
  readonly assessed: Readonly<Record<Kind, Severity | 'policy'>>;
}

const swapCase = (text: string): string =>
  text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();

/** @throws {NotPlayable} when `changed` is the same */
function changed(uri: string, result: string, why: string): string {
  if (result === uri) throw new NotPlayable(why);
  return result;
}

/** Scheme, host with port, and the rest. @throws {NotPlayable} for a name without a host, such as a URN */
function partsOf(uri: string): [scheme: string, host: string, rest: string] {
  const [, scheme, host, rest] = /^(https?:\/\/)([^/?#]+)(.*)$/s.exec(uri) ?? [];
  if (scheme === undefined || host === undefined || rest === undefined)
    throw new NotPlayable(`${uri} has no host.`);
  return [scheme, host, rest];
}

function restInOtherCase(uri: string): string {
  const at = /^https?:\/\/[^/?#]+/.exec(uri)?.[0].length ?? uri.indexOf(':') + 1;
  const result = uri.slice(0, at) + swapCase(uri.slice(at));
  return changed(uri, result, `${uri} has no letter after its host.`);
}

function hostInOtherCase(uri: string): string {
  const [scheme, host, rest] = partsOf(uri);
  return changed(uri, scheme + swapCase(host) + rest, `The host of ${uri} has no letter.`);
}

/** The default port, or a zero before the port. */
function otherPort(uri: string): string {
  const [scheme, host, rest] = partsOf(uri);
  const port = /:(\d+)$/.exec(host)?.[1];
  if (port !== undefined) return `${scheme}${host.slice(0, -port.length)}0${port}${rest}`;
  return `${scheme}${host}:${scheme === 'https://' ? 443 : 80}${rest}`;
}

function escapedLetter(uri: string): string {
  const [scheme, host, rest] = partsOf(uri);
  const result = rest.replace(
    /[A-Za-z](?=[^A-Za-z]*$)/,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return changed(uri, scheme + host + result, `${uri} has no letter after its host.`);
}

const equivalent = 'RFC 3986 6.2: equivalent URIs';

const nearMisses: readonly NearMiss[] = [
  {
    title: 'the right value and more after it',
    change: (uri) => `${uri}.hostile.example.test`,
    basis: 'CWE-187: comparison of a part',
    risk: 'Anyone who can register a name that begins with the right one is taken for it.',
    assessed: { identifier: 'high', endpoint: 'high' },
  },
  {
    title: 'the right value without its last character',
    change: (uri) => uri.slice(0, -1),
    basis: 'CWE-187: comparison of a part',
    risk: 'Anyone whose name is the beginning of the right one is taken for it.',
    assessed: { identifier: 'med', endpoint: 'med' },
  },
  {
    title: 'letters after the host in another case',
    change: restInOtherCase,
    basis: 'RFC 3986 6.2.2.1: only scheme and host ignore case',
    risk: 'Another party whose name differs only in case is taken for the right one.',
    assessed: { identifier: 'med', endpoint: 'low' },
  },
  {
    title: 'the host in another case',
    change: hostInOtherCase,
    basis: equivalent,
    risk: 'Names are not compared as they are written, which other parties do.',
    assessed: { identifier: 'low', endpoint: 'policy' },
  },
  {
    title: 'a slash more or fewer at the end',
    change: (uri) => (uri.endsWith('/') ? uri.slice(0, -1) : `${uri}/`),
    basis: 'RFC 3986 6.2.4: not equivalent',
    risk: 'Another party whose name differs only in a slash is taken for the right one.',
    assessed: { identifier: 'low', endpoint: 'low' },
  },
  {
    title: 'a letter percent-encoded',
    change: escapedLetter,
    basis: equivalent,
    risk: 'Names are not compared as they are written, which other parties do.',
    assessed: { identifier: 'low', endpoint: 'policy' },
  },
  {
    title: 'the same port, written in another way',
    change: otherPort,
    basis: equivalent,
    risk: 'Names are not compared as they are written, which other parties do.',
    assessed: { identifier: 'low', endpoint: 'policy' },
  },
  {
    // xs:anyURI collapses white space before anything compares it, so a schema-aware reader never sees it.
    title: 'white space around the right value',
    change: (uri) => ` ${uri} `,
    basis: 'XML Schema Part 2, 3.2.17: xs:anyURI collapses white space',
    risk: 'Accepting it is reading the value by its schema type; refusing it is comparing the characters.',
    assessed: { identifier: 'policy', endpoint: 'policy' },
  },
];

interface NearMissParts {
  readonly kind: Kind;
  /** Makes the message from the changed value. */
  readonly message: (change: (uri: string) => string) => MessageMaker;
  readonly clause: string;
  readonly check: string;
  /** Another value altogether is not refused either. */
  readonly withoutTrick: readonly OtherMessage[];
  readonly validTwin?: MessageMaker;
}

/** One run for each near miss. Its message throws `NotPlayable` where the value has no such variant. */
export const nearMissRuns = (parts: NearMissParts): readonly MessageRun[] =>
  nearMisses.map(({ title, change, basis, risk, assessed }) => {
    const level = assessed[parts.kind];
    const verdict: Verdict = level === 'policy' ? 'policy' : 'reject';
    return {
      title,
      verdict,
      severity: level === 'policy' ? 'low' : level,
      basis: [parts.clause, basis],
      risk,
      check: parts.check,
      message: parts.message(change),
      withoutTrick: parts.withoutTrick,
      ...(parts.validTwin && { validTwin: parts.validTwin }),
    };
  });
