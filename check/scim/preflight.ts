import { type ScimExchange, scimWire } from '../../idp/index.ts';
import { isJsonObject } from '../../scim/json.ts';
import { CheckFault } from '../errors.ts';
import { customAttributeOf } from './schema-targets.ts';
import type { Sender } from './sender.ts';
import { list, type Match, matchAttributes, said } from './stage.ts';

export interface Found {
  readonly groups: boolean;
  readonly customAttribute?: string;
  /** Sent with all requests, because the server answers nobody without it. */
  readonly userAgent?: string;
}

/** A server that refuses requests without User-Agent is checked with this one, apart from CONN-03. */
const USER_AGENT = 'samlab-check';

/**
 * Finds out whether a SCIM server answers, and takes the token.
 *
 * @throws {CheckFault} with one sentence: `unreachable`, `timeout`, `control_failed` for the token, `rate_limited`, `not_scim`
 */
export async function preflight(
  sender: Sender,
  { match, baseUrl }: { readonly match: Match; readonly baseUrl: string },
): Promise<Found> {
  const probe = scimWire.connectionProbe(matchAttributes[match], sender.newId());
  const first = await sender.send(probe, 'given');
  const withAgent = withHeader(probe);
  const isBarred = first.fault?.kind === 'html' && first.answer?.status !== 404;
  const second = isBarred ? await sender.send(withAgent, 'given') : first;
  const needsAgent = isBarred && second.fault === undefined;
  await mustAnswer(needsAgent ? second : first, sender, baseUrl);
  const send = (request: scimWire.ScimRequest) =>
    sender.send(needsAgent ? withHeader(request) : request, 'given');
  const groups = await send(
    scimWire.matchResource('Group', 'displayName', `samlab-${sender.newId()}`),
  );
  const schemas = await send(scimWire.readSchemas());
  const custom = customAttributeOf(list(schemas.json?.Resources).filter(isJsonObject));
  return {
    groups: groups.answer?.status === 200 && groups.fault === undefined,
    ...(custom !== undefined && { customAttribute: custom }),
    ...(needsAgent && { userAgent: USER_AGENT }),
  };
}

const withHeader = (request: scimWire.ScimRequest): scimWire.ScimRequest => ({
  ...request,
  headers: { ...request.headers, 'User-Agent': USER_AGENT },
});

const NAME_THE_CA = 'If an authority of your own issued it, name its certificate with --ca.';

const CHECK_PATH = 'Check the path of the Tenant URL; it usually ends in /scim/v2.';

async function mustAnswer(exchange: ScimExchange, sender: Sender, baseUrl: string): Promise<void> {
  const { answer, fault } = exchange;
  if (fault?.kind === 'timeout') throw new CheckFault('timeout', `${baseUrl}: ${fault.sentence}`);
  if (!answer && fault?.kind === 'tls')
    throw new CheckFault('unreachable', `${fault.sentence} ${NAME_THE_CA}`);
  if (!answer)
    throw new CheckFault('unreachable', fault?.sentence ?? `${baseUrl} does not answer.`);
  const { status } = answer;
  if (status === 401 || (status === 403 && fault === undefined))
    throw new CheckFault(
      'control_failed',
      `${baseUrl} refuses the token with ${status}. Give the secret token of this server with --token-file or SAMLAB_SCIM_TOKEN.`,
    );
  if (status === 429)
    throw new CheckFault(
      'rate_limited',
      `${baseUrl} answers the first request with 429. Wait until its limit allows requests again, or raise the limit; the job of Entra would go into quarantine.`,
    );
  if (status === 200 && fault === undefined) return;
  if (status === 404 && fault?.kind === 'html')
    throw new CheckFault(
      'not_scim',
      `${CHECK_PATH} ${baseUrl} is no SCIM server: it answered 404 with a page of HTML.`,
    );
  if (fault?.kind === 'redirect' || fault?.kind === 'html')
    throw new CheckFault('not_scim', `${baseUrl} is no SCIM server. ${fault.sentence}`);
  // CONN-01 says what is wrong with the query; a server that lists its users is a SCIM server.
  const listed = await sender.send(
    scimWire.listResources('User', { startIndex: 1, count: 1 }),
    'given',
  );
  if (listed.answer?.status === 200 && listed.fault === undefined) return;
  const first = listed.answer?.status === 404 ? `${CHECK_PATH} ` : '';
  throw new CheckFault(
    'not_scim',
    `${first}${baseUrl} is no SCIM server: to GET /Users, ${said(listed)} Set --scim to the Tenant URL, such as https://example.com/scim/v2.`,
  );
}
