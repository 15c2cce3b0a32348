import type { Exchange } from '../../exchanges/exchange.ts';
import type { LabRecorder } from './recorder.ts';

/** Which exchange is awaited; by default any. */
export interface WantedExchange {
  /** Its display name or its servicePrincipalId, exactly. */
  readonly application?: string | undefined;
  /** The user name, in any letter case. */
  readonly user?: string | undefined;
  /** Waits until the service provider has judged the response too; only Peakon reports that. Default: false. */
  readonly judged?: boolean | undefined;
  /** Ends the waiting; the promise is then rejected with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Resolves with the next exchange that ends, in success or failure, after this call. */
export async function nextExchange(
  recorder: LabRecorder,
  wanted: WantedExchange = {},
): Promise<Exchange> {
  const { signal } = wanted;
  signal?.throwIfAborted();
  await recorder.flush();
  const { promise, resolve, reject } = Promise.withResolvers<Exchange>();
  const stop = recorder.listen((exchange) => {
    if (isWanted(exchange, wanted)) resolve(exchange);
  });
  const abort = () => reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await promise;
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
