import type { FastifyRequest } from 'fastify';
import type { ExchangeMessage } from '../../exchanges/exchange.ts';
import { messageInUrl } from '../../exchanges/message-in-url.ts';
import { decodePost } from '../../saml/bindings/post.ts';
import { readRedirectQuery } from '../../saml/bindings/redirect-query.ts';
import { SamlError } from '../../saml/errors.ts';
import { type LogoutMessage, openLogout, type ReceivedLogout } from '../../saml/logout.ts';
import type { CheckRun } from '../checking/check-run.ts';
import type { CodedCheck } from '../checking/coded-check.ts';
import type { Read } from '../checking/reading-checks.ts';
import { readingChecks } from './checks/coded.ts';
import { binding } from './checks/transport.ts';

export interface OpenedLogout extends Read {
  readonly logout: ReceivedLogout;
  readonly relayState: string | undefined;
  /** The query as received, for a message by Redirect. */
  readonly rawQuery: string | undefined;
}

const expected = 'one SAMLRequest or one SAMLResponse';

/** The query of a request, not decoded. */
const queryOf = ({ url }: FastifyRequest): string => url.slice(url.indexOf('?') + 1 || url.length);

const bodyOf = ({ body }: FastifyRequest) => (body ?? {}) as Record<string, unknown>;

/** The message as it arrived, not read yet; undefined when there is not exactly one. */
export function arrivedMessage(
  request: FastifyRequest,
  publicUrl: string,
  at: Date,
): ExchangeMessage | undefined {
  const isRequest = announcedKind(request) === 'LogoutRequest';
  const parameter = isRequest ? 'SAMLRequest' : 'SAMLResponse';
  if (request.method !== 'POST') return messageInUrl(`${publicUrl}${request.url}`, parameter, at);
  const { [parameter]: value, RelayState: relayState } = bodyOf(request);
  if (typeof value !== 'string') return undefined;
  return {
    parameter,
    binding: 'HTTP-POST',
    address: `${publicUrl}${request.url}`,
    value,
    ...(typeof relayState === 'string' && { relayState }),
    at: at.toISOString(),
  };
}

/** Which message the request seems to carry; decides which checks run. */
export function announcedKind(request: FastifyRequest): LogoutMessage['kind'] {
  const isResponse =
    request.method === 'POST'
      ? 'SAMLResponse' in bodyOf(request)
      : /(?:^|&)SAMLResponse=/.test(queryOf(request));
  return isResponse ? 'LogoutResponse' : 'LogoutRequest';
}

/**
 * Decodes and parses the message of an HTTP request. `keep` receives the bytes as soon as they are decoded, so that a refusal can show them.
 *
 * @throws {SpError} when `binding` or a reading check fails
 */
export function readMessage(
  request: FastifyRequest,
  run: CheckRun,
  keep: (xml: Uint8Array) => void,
): OpenedLogout {
  const kind = announcedKind(request);
  let bytes = 0;
  const open = () => {
    const { xml, ...rest } =
      request.method === 'POST' ? fromForm(request, run) : fromQuery(request, run);
    run.pass(binding, {
      expected,
      found: `one message, by ${rest.rawQuery === undefined ? 'POST' : 'Redirect'}`,
    });
    bytes = xml.length;
    keep(xml);
    return { logout: openLogout(xml, kind), bytes, ...rest };
  };
  const soFar = (check: CodedCheck<Read>) => check.found({ bytes });
  return run.makeCoded(readingChecks(kind), open, { soFar, status: 400 });
}

function fromQuery(request: FastifyRequest, run: CheckRun) {
  const rawQuery = queryOf(request);
  const found = readQuery(rawQuery, run);
  if (!found) return run.refuse(binding, { expected, found: 'none, or both', status: 400 });
  return { xml: found.xml, relayState: found.relayState, rawQuery };
}

function readQuery(rawQuery: string, run: CheckRun) {
  try {
    return readRedirectQuery(rawQuery);
  } catch (error) {
    if (!(error instanceof SamlError) || error.code !== 'signature_profile') throw error;
    return run.refuse(binding, { expected, found: error.message, status: 400 });
  }
}

function fromForm(request: FastifyRequest, run: CheckRun) {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    return run.refuse(binding, {
      expected: 'application/x-www-form-urlencoded',
      found: type ?? 'no content type',
      status: 415,
    });
  const { SAMLRequest, SAMLResponse, RelayState } = bodyOf(request);
  const [encoded, ...more] = [SAMLRequest, SAMLResponse].flatMap((field) => field ?? []);
  if (typeof encoded !== 'string' || more.length > 0)
    return run.refuse(binding, { expected, found: 'none, or several', status: 400 });
  return {
    xml: decodePost(encoded),
    relayState: typeof RelayState === 'string' ? RelayState : undefined,
    rawQuery: undefined,
  };
}
