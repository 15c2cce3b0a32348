import { isJsonObject, type Json, type JsonObject } from '../../../scim/json.ts';
import type { ScimRequest } from '../wire/scim-request.ts';
import type { AnswerFault } from './answer-fault.ts';
import type { Answer } from './exchange.ts';

/** Levels in JSON: a resource has about five, and to write thousands of them as text again overflows the stack. */
const DEEPEST = 100;

/** The body as a JSON object, if it is one that can be worked with. */
export function objectOf(body: string): JsonObject | undefined {
  if (isTooDeep(body)) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
/** `[` and `{`, `]` and `}`. */
const [OPENING, CLOSING] = [
  [0x5b, 0x7b],
  [0x5d, 0x7d],
];

/** Counts brackets outside of strings; to parse a million levels first would take seconds. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString && code === BACKSLASH) at += 1;
    else if (code === QUOTE) inString = !inString;
    else if (!inString && OPENING.includes(code)) depth += 1;
    else if (!inString && CLOSING.includes(code)) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/**
 * What is wrong with an answer as an answer of a SCIM server. Statuses of errors are not judged, apart from those that servers in front give.
 *
 * @param json of the body, where that is known
 */
export function diagnose(
  { method, path }: Pick<ScimRequest, 'method' | 'path'>,
  { status, headers, body }: Answer,
  json = objectOf(body),
): AnswerFault | undefined {
  if (status >= 300 && status < 400) return redirect(status, headers.location);
  if (isHtml(headers['content-type'] ?? '', body))
    return {
      kind: 'html',
      sentence: `The server answered ${status} with a page of HTML in place of JSON. ${status === 404 ? 'Check the path of the Tenant URL, which usually ends in /scim/v2. If it is right, look' : 'Look'} for a sign-in page, an error page or a firewall in front of it: Entra sends no User-Agent, which some firewalls take for a robot.`,
    };
  if (status === 406)
    return {
      kind: 'not-acceptable',
      sentence:
        'The server answered 406 Not Acceptable. Let it answer with JSON when the request has no Accept header: Entra sends none.',
    };
  if (status === 413)
    return {
      kind: 'request-too-large',
      sentence:
        'The server answered 413: the request is too large for it. Raise its limit for bodies to 1 MB.',
    };
  if (status >= 400) return undefined;
  if (status === 204) return method === 'GET' || method === 'POST' ? empty(204, method) : undefined;
  if (body.trim() === '') return method === 'DELETE' ? undefined : empty(status, method);
  if (!json) return noJson(status, headers['content-encoding']);
  return notScim({ method, path }, json);
}

function redirect(status: number, location: string | undefined): AnswerFault {
  const where = location === undefined ? '' : ` to ${location}`;
  return {
    kind: 'redirect',
    sentence: `The server answered ${status}, a redirect${where}. It is not followed, so that the secret token goes nowhere else. Enter the final address as Tenant URL, or let the server answer a wrong token with 401.`,
  };
}

const noJson = (status: number, encoding: string | undefined): AnswerFault => ({
  kind: 'garbage',
  sentence:
    encoding === undefined
      ? `The server answered ${status} with a body that is no JSON object. Let it answer with a SCIM resource or a ListResponse.`
      : `The server answered ${status} with a body in the encoding ${encoding}, which no header asked for. Let it answer without compression, unless Accept-Encoding allows it.`,
});

const isHtml = (contentType: string, body: string) =>
  /^text\/html\b/i.test(contentType) || /^\s*<(?:!doctype html|html\b)/i.test(body);

const empty = (status: number, method: string): AnswerFault => ({
  kind: 'empty',
  sentence: `The server answered ${status} without a body. ${
    method === 'PATCH'
      ? 'Let it answer a PATCH with 204, or with 200 and the resource.'
      : 'Let it answer with the resource, or with a ListResponse.'
  }`,
});

function notScim(
  { method, path }: Pick<ScimRequest, 'method' | 'path'>,
  json: JsonObject,
): AnswerFault | undefined {
  const { resource, id, isQuery } = asked(path);
  if (!resource || method === 'DELETE') return undefined;
  if (isQuery && method === 'GET')
    return isCount(json.totalResults) ? undefined : lacking('a ListResponse with totalResults');
  if (typeof json.id !== 'string' || json.id === '') return lacking('a resource with an id');
  if (id !== undefined && json.id !== id)
    return {
      kind: 'another-id',
      sentence: `The server answered with the resource ${json.id}, but ${id} was asked for. Its id must never change.`,
    };
  return undefined;
}

const isCount = (value: Json | undefined) => Number.isSafeInteger(value) && Number(value) >= 0;

const lacking = (what: string): AnswerFault => ({
  kind: 'not-scim',
  sentence: `The server answered with JSON that is not ${what}. Check that the Tenant URL is the base of a SCIM server, and not another API.`,
});

/** What a path asks for: `/Users?filter=...` is a query, `/Users/1` a resource. */
function asked(path: string): { resource?: string; id?: string; isQuery: boolean } {
  const [plain = ''] = path.split('?');
  const [, resource, id] = /^\/(Users|Groups)(?:\/([^/]+))?\/?$/.exec(plain) ?? [];
  return {
    ...(resource !== undefined && { resource }),
    ...(id !== undefined && { id: decoded(id) }),
    isQuery: id === undefined,
  };
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
