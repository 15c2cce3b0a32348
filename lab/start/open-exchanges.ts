import type { LabData } from '../data-folder.ts';
import { defaultLimits, type ExchangeLimits, ExchangeStore } from '../exchanges/exchange-store.ts';
import { LabRecorder } from '../exchanges/recorder.ts';
import type { ExchangeRoutesOptions } from '../exchanges/routes.tsx';
import type { LabOptions } from '../lab-options.ts';

interface Around {
  readonly options: LabOptions;
  readonly data: LabData;
  readonly clock: () => Date;
  /** URL of the lab home, once it listens. */
  readonly home: () => string;
  /** Closes what is open when the lab ends. */
  readonly running: AsyncDisposableStack;
}

/** Opens the recorded exchanges, and what records them. */
export async function openExchanges({
  options,
  data,
  clock,
  home,
  running,
}: Around): Promise<ExchangeRoutesOptions> {
  const limits = limitsOf(options);
  const onError = (error: unknown) =>
    options.log?.logger.error({ err: error }, 'Exchanges could not be recorded.');
  const store = await ExchangeStore.open({
    file: data.database('exchanges'),
    limits,
    clock,
    onError,
  });
  running.defer(() => store.close());
  const recorder = new LabRecorder(store, home, onError);
  running.defer(() => recorder.close());
  return { store, recorder, limits };
}

function limitsOf({ exchanges, exchangesMb }: LabOptions): ExchangeLimits {
  const { count, bytes } = defaultLimits;
  return {
    count: exchanges ?? count,
    bytes: exchangesMb === undefined ? bytes : exchangesMb * 1024 * 1024,
  };
}
