import type { AnswerFaultKind } from '../client/answer-fault.ts';
import type { ScimExchange } from '../client/exchange.ts';
import { connectionProbe } from '../wire/index.ts';
import type { Connection } from './open-connection.ts';

export type ConnectionTestCode =
  | 'ok'
  | 'not_configured'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'bad_request'
  | 'too_many_requests'
  | 'server_error'
  | 'found_someone'
  | AnswerFaultKind;

/** What "Test connection" says. */
export interface ConnectionTest {
  readonly ok: boolean;
  readonly code: ConnectionTestCode;
  /** What is wrong and what to do, or that it works. */
  readonly message: string;
  /** What was sent and answered; absent when nothing could be sent. */
  readonly exchange?: ScimExchange;
}

/**
 * Asks the server for somebody who does not exist, as Entra does (entra-admin.md 4.1): a server that works answers that there is nobody.
 *
 * @param matchingAttribute the one that objects are matched by first
 * @param guid of nobody
 */
export async function probeConnection(
  { client }: Pick<Connection, 'client'>,
  matchingAttribute: string,
  guid: string,
): Promise<ConnectionTest> {
  const exchange = await client.send(connectionProbe(matchingAttribute, guid));
  const problem = problemIn(exchange, matchingAttribute);
  if (problem) return { ok: false, code: problem[0], message: problem[1], exchange };
  const message = 'The supplied credentials are authorized to enable provisioning.';
  return { ok: true, code: 'ok', message, exchange };
}

function problemIn(
  { answer, fault, json }: ScimExchange,
  attribute: string,
): [code: ConnectionTestCode, message: string] | undefined {
  const status = answer?.status ?? 0;
  const known = ofStatus[status];
  if (status === 401 && known) return known;
  if (fault) return [fault.kind, fault.sentence];
  if (known) return known;
  if (status >= 500)
    return [
      'server_error',
      `The server answered ${status}: the fault is on that side. Look into its log.`,
    ];
  if (status >= 400)
    return [
      'bad_request',
      `The server answered ${status} to a filter on ${attribute}. It must support filters with eq on this attribute, as Entra finds users by it.`,
    ];
  if (json?.totalResults === 0) return undefined;
  return [
    'found_someone',
    `The server found ${String(json?.totalResults)} users whose ${attribute} nobody has, so it seems to ignore filters. Entra would take a wrong user for the right one.`,
  ];
}

const ofStatus: Readonly<Record<number, [code: ConnectionTestCode, message: string]>> = {
  401: [
    'unauthorized',
    'The server answered 401: it does not accept the token. Copy the secret token again, or make a new one in the application.',
  ],
  403: [
    'forbidden',
    'The server answered 403: it knows the token, but the token may not read users. Give it the right to manage users.',
  ],
  404: [
    'not_found',
    'The server answered 404. Check the Tenant URL: it usually ends in /scim/v2, and /Users is put behind it. If the URL is right, the server must answer a filter without hits with 200 and an empty list.',
  ],
  429: ['too_many_requests', 'The server answered 429: too many requests. Wait, and test again.'],
};
