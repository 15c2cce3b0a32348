import type { Exchange } from '../../exchanges/exchange.ts';
import type { LabRecorder } from './recorder.ts';

/** Which exchange is awaited; by default any. */
export interface WantedExchange {
  /** Its display name or its servicePrincipalId, exactly. */
  readonly application?: string | undefined;
  /** The user name, in any letter case. */
  readonly user?: string | undefined;
  /** Waits until the service provider has judged the response too; only this lab's, Peakon, reports that. Default: false. */
  readonly judged?: boolean | undefined;
  /** Ends the waiting; the promise is then rejected with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Resolves with the next exchange that ends, in success or failure, after this call.
 *
 * @param wanted `after`: a cursor of the store; what ended after it counts too, for a caller that cannot wait and sign in at the same time
 */
export async function nextExchange(
  recorder: LabRecorder,
  wanted: WantedExchange & { readonly after?: number | undefined } = {},
): Promise<Exchange> {
  const { signal, after } = wanted;
  signal?.throwIfAborted();
  await recorder.flush();
  const { promise, resolve, reject } = Promise.withResolvers<Exchange>();
  promise.catch(() => {}); // it may be aborted while an earlier one is looked for
  const stop = recorder.listen((exchange) => {
    if (isWanted(exchange, wanted)) resolve(exchange);
  });
  const abort = () => reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const earlier = after === undefined ? [] : await recorder.changedSince(after);
    const ended = earlier.find((exchange) => isWanted(exchange, wanted));
    return ended ?? (await promise);
  } finally {
    stop();
    signal?.removeEventListener('abort', abort);
  }
}

function isWanted(
  { outcome, application, user, checks }: Exchange,
  wanted: WantedExchange,
): boolean {
  const { judged = false } = wanted;
  return (
    outcome !== 'unfinished' &&
    (!judged || outcome === 'failure' || checks.some(({ by }) => by === 'sp')) &&
    (wanted.application === undefined ||
      application?.name === wanted.application ||
      application?.id === wanted.application) &&
    (wanted.user === undefined || user?.toLowerCase() === wanted.user.toLowerCase())
  );
}
