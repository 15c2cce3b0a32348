/** In milliseconds, for the whole answer. */
const PATIENCE = 10_000;

/**
 * How far the clock of this machine is ahead of that of a web server, in milliseconds, to a second or so: `Date` of its answer has no fractions
 * (RFC 9110 6.6.1). Undefined when the server does not say.
 *
 * @param url http or https
 */
export async function clockAheadOf(url: string): Promise<number | undefined> {
  const before = Date.now();
  const answer = await fetch(url, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => undefined);
  const after = Date.now();
  const said = Date.parse(answer?.headers.get('date') ?? '');
  if (Number.isNaN(said)) return undefined;
  // In the middle of the second that the server names, and of the time that the answer took.
  return (before + after) / 2 - (said + 500);
}
