import { type CaseFile, unsignedText } from '../catalogue/index.ts';
import type { ExplainedExchange, Explanation } from './explain.ts';
import { askedBy } from './read-request.ts';

/** Why a response cannot be kept; one sentence. */
export class NotKept extends Error {
  override readonly name = 'NotKept';
}

/**
 * The response of an explanation as a case: the first with a cause, else the first. Everything that belongs to this one sign-in becomes a
 * placeholder (IDs, instants, addresses, the NameID, values of claims); what was missing or different stays as it was.
 *
 * @throws {NotKept} when there is no response, or its assertion is encrypted and was not decrypted
 */
export function keepCase(
  { exchanges }: Explanation,
  { showSecrets }: { showSecrets: boolean },
): CaseFile {
  const answered = exchanges.filter(
    ({ judged, kind }) => judged !== undefined && kind === 'sign-in',
  );
  const chosen = answered.find(({ causes }) => causes.length > 0) ?? answered[0];
  if (!chosen) throw new NotKept('There is no Response of a sign-in that could be kept as a case.');
  return caseOf(chosen, showSecrets);
}

function caseOf(explained: ExplainedExchange, showSecrets: boolean): CaseFile {
  const { response, judged, causes, signatures, repair } = explained;
  if (!response || !judged) throw new NotKept('There is no Response.');
  if (judged.refusals.some(({ check }) => onlyTheSecondTime.has(check)) && explained.earlier)
    throw new NotKept(
      'The response is refused because it was sent a second time, and not for what it says: run samlab check with --case proto-irt-replayed instead.',
    );
  const encrypted = response.says.encryptedAssertions > 0;
  if (encrypted && !judged.decrypted)
    throw new NotKept(
      'The assertion is encrypted: give the key with --key to keep the response as a case.',
    );
  const [cause] = causes;
  const refused = judged.refusals.length > 0;
  const xml = (judged.decrypted ?? repair?.xml ?? response.xml).toString('utf8');
  const signed = (['Assertion', 'Response'] as const).filter((element) =>
    signatures.some(({ parent }) => parent === element),
  );
  const [first] = signatures;
  const changed = signatures.some(({ verdict }) => verdict === 'changed' || verdict === 'broken');
  return {
    format: 'samlab-case/1',
    id: `own-${cause?.id ?? 'accepted'}`,
    title: cause
      ? `A captured response: ${lowerFirst(cause.what).replace(/\.$/, '')}`
      : 'A captured response that is right',
    verdict: refused ? 'reject' : 'accept',
    ...(response.says.inResponseTo === undefined ? { unsolicited: true } : requestOf(explained)),
    signed,
    ...(signatures.some(({ verdict }) => verdict === 'other-key') && { key: 'unknown' as const }),
    ...(first && methodsOf(first.examined)),
    ...(changed && {
      changedAfterSigning:
        repair?.id === 'white-space' ? ('white-space' as const) : ('instant' as const),
    }),
    ...(encrypted && { encrypted: true }),
    ...encodingOf(explained),
    message: template(unsignedText(xml), explained, showSecrets),
  };
}

/** Checks that a response fails only because of an earlier one. */
const onlyTheSecondTime = new Set(['replay', 'in_response_to']);

/** What the captured request asked for beyond a sign-in: a response can be right for one request and wrong for another. */
function requestOf({ request }: ExplainedExchange): Pick<CaseFile, 'request'> {
  if (request?.says.kind !== 'AuthnRequest') return {};
  const { forceAuthn, requestedAuthnContext } = askedBy(request);
  const [classRef, ...more] = requestedAuthnContext?.classRefs ?? [];
  const wish = {
    ...(forceAuthn && { forceAuthn: true as const }),
    ...(classRef !== undefined && more.length === 0 && { authnContext: classRef }),
  };
  return Object.keys(wish).length === 0 ? {} : { request: wish };
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

function methodsOf({
  signatureMethod,
  digestMethod,
}: {
  signatureMethod: string;
  digestMethod: string;
}) {
  return {
    ...(!signatureMethod.endsWith('#rsa-sha256') && { signatureMethod }),
    ...(!digestMethod.endsWith('#sha256') && { digestMethod }),
  };
}

function encodingOf({ response, causes }: ExplainedExchange): Pick<CaseFile, 'encoding'> {
  if (!response?.asSent) return {};
  const found = (id: string) => causes.some((cause) => cause.id === id);
  if (found('encoded-twice')) return { encoding: 'base64 twice' };
  return found('deflated-post') ? { encoding: 'DEFLATE' } : {};
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Replaces whole values, of attributes and of elements; a value that is only similar to ours is what is wrong, and stays. */
function template(xml: string, explained: ExplainedExchange, showSecrets: boolean): string {
  const values = valuesOf(explained);
  const { now } = explained.circumstances;
  const placeholderFor = (value: string): string | undefined => {
    const known = values.get(unescaped(value.trim()));
    if (known !== undefined) return `{{${known}}}`;
    if (!INSTANT.test(value)) return undefined;
    const seconds = Math.round((Date.parse(value) - now.getTime()) / 1000);
    return `{{now${seconds < 0 ? '' : '+'}${seconds}}}`;
  };
  const claims = withClaims(withoutBraces(xml), showSecrets);
  return claims.replace(/="([^"]*)"|='([^']*)'|>([^<]+)(?=<)/g, (whole, double, single, text) => {
    const value: string = double ?? single ?? text;
    const placeholder = placeholderFor(value);
    if (placeholder === undefined) return whole;
    return text === undefined ? `="${placeholder}"` : `>${placeholder}`;
  });
}

/** By value; what comes first wins. */
function valuesOf({ request, response, circumstances }: ExplainedExchange): Map<string, string> {
  const { says } = response ?? {};
  const [assertion] = says?.assertions ?? [];
  const requestId = request?.says.id ?? says?.inResponseTo;
  const found: [value: string | undefined, placeholder: string][] = [
    [says?.id, 'response-id'],
    [assertion?.id, 'assertion-id'],
    [requestId, 'request-id'],
    [circumstances.acsUrl, 'acs'],
    [circumstances.spEntityId, 'entity-id'],
    [circumstances.idpEntityId, 'issuer'],
    [assertion?.nameID?.value.trim(), 'name-id'],
  ];
  const values = new Map<string, string>();
  for (const [value, placeholder] of found)
    if (value && !values.has(value)) values.set(value, placeholder);
  return values;
}

/** Values are those of the valid response of the check, so that the user's service provider finds its user; unless they are to be kept. */
function withClaims(xml: string, showSecrets: boolean): string {
  if (showSecrets) return xml;
  return xml.replace(
    /(<((?:[\w.-]+:)?Attribute)\s[^>]*?\bName=(?:"([^"]*)"|'([^']*)')[^>]*>)[\s\S]*?(<\/\2\s*>)/g,
    (
      _,
      start: string,
      _name: string,
      double: string | undefined,
      single: string | undefined,
      end: string,
    ) => `${start}{{claim ${unescaped(double ?? single ?? '')}}}${end}`,
  );
}

const withoutBraces = (xml: string) => xml.replaceAll('{{', '{ {');

const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '');

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
