import { type Exchange, MAX_ITEMS } from './exchange.ts';
import type { ReportedExchange } from './recorder.ts';

/** Code of a refusal: not every application signed the user out (SAML Core 3.2.2.2). */
export const PARTIAL_LOGOUT = 'PartialLogout';

/** Adds what one side did later to what is known of an exchange. */
export function mergeExchanges(known: Exchange, later: ReportedExchange): Exchange {
  const startedAt = known.startedAt < later.startedAt ? known.startedAt : later.startedAt;
  const end = Math.max(endOf(known), endOf(later));
  const application = known.application?.id === undefined ? later.application : undefined;
  const { refusal: _, ...rest } = known;
  const refusal = refusalOf(known, later);
  return {
    ...rest,
    kind: known.kind,
    startedAt,
    durationMs: end - Date.parse(startedAt),
    ...(application && { application }),
    ...(userOf(known, later) !== undefined && { user: userOf(known, later) }),
    ...(later.correlationId !== undefined && { correlationId: later.correlationId }),
    outcome: refusal === known.refusal && refusal ? known.outcome : later.outcome,
    ...(refusal && { refusal }),
    ...(later.request && { request: later.request }),
    ...(later.response && { response: later.response }),
    ...(later.replacement && { replacement: later.replacement }),
    ...(later.answer && { answer: later.answer }),
    checks: latest(known.checks, later.checks, ({ by, name }) => `${by} ${name}`),
    claims: later.claims.length > 0 ? later.claims : known.claims,
    cookies: latest(known.cookies, later.cookies, ({ by, name }) => `${by} ${name}`),
    redirects: [...known.redirects, ...later.redirects].slice(-MAX_ITEMS),
    timeline: [...known.timeline, ...later.timeline]
      .toSorted((a, b) => a.at.localeCompare(b.at))
      .slice(-MAX_ITEMS),
  } as Exchange;
}

const endOf = ({ startedAt, durationMs }: ReportedExchange) => Date.parse(startedAt) + durationMs;

const isBySp = ({ timeline }: ReportedExchange) => timeline[0]?.by === 'sp';

/** The directory's user name rather than what the service provider calls the user; the latest attempt. */
const userOf = (known: Exchange, later: ReportedExchange) =>
  isBySp(later) ? (known.user ?? later.user) : (later.user ?? known.user);

/**
 * A service provider that refuses a Response with an error only repeats what the identity provider said. One that is told of a sign-out does not know
 * that another one did not sign the user out.
 */
function refusalOf(known: Exchange, later: ReportedExchange) {
  const repeats = later.outcome === 'failure' && known.refusal?.by === 'idp';
  const knowsLess = later.outcome === 'success' && known.refusal?.code === PARTIAL_LOGOUT;
  return isBySp(later) && (repeats || knowsLess) ? known.refusal : later.refusal;
}

/** Both lists in order; an item that occurs again takes the place of the first. */
function latest<Item>(
  known: readonly Item[],
  later: readonly Item[],
  keyOf: (item: Item) => string,
): Item[] {
  const items = new Map<string, Item>();
  for (const item of [...known, ...later]) items.set(keyOf(item), item);
  return [...items.values()].slice(0, MAX_ITEMS);
}

/**
 * Whether a report goes on with an exchange that it shares a key with. A message that is sent or presented once more begins another exchange:
 * an AuthnRequest that was answered before, a Response that the service provider has judged before.
 */
export function continues(known: Exchange, later: ReportedExchange): boolean {
  if (isBySp(later))
    return later.checks.length === 0 || !known.checks.some(({ by }) => by === 'sp');
  return known.correlationId === later.correlationId || known.outcome === 'unfinished';
}
