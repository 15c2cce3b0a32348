import type { Exchange } from '../exchange.ts';
import { continues, mergeExchanges } from '../merge.ts';
import type { ExchangeRecorder, ExchangeReport } from '../recorder.ts';

/** A recorder for tests of one side: joins reports as they are read, so after the answers were sent. */
export interface ExchangesInMemory extends ExchangeRecorder {
  /** Oldest first. */
  all(): Exchange[];
  clear(): void;
}

export function exchangesInMemory(): ExchangesInMemory {
  const waiting: (() => ExchangeReport)[] = [];
  const known: { exchange: Exchange; keys: Set<string>; tenantId: string | undefined }[] = [];
  const join = () => {
    for (const report of waiting.splice(0)) {
      const { exchange, keys, tenantId } = report();
      const found = known.find(
        (each) => keys.some((key) => each.keys.has(key)) && continues(each.exchange, exchange),
      );
      if (!found)
        known.push({ exchange: { ...exchange, id: keys[0] }, keys: new Set(keys), tenantId });
      else {
        found.exchange = mergeExchanges(found.exchange, exchange);
        for (const key of keys) found.keys.add(key);
        found.tenantId = tenantId ?? found.tenantId;
      }
    }
    return known;
  };
  return {
    record: (report) => waiting.push(report),
    address: (key) => `http://localhost:4000/exchanges/${key}`,
    recorded: async (keys) => {
      const all = join();
      return new Set(keys.filter((key) => all.some((each) => each.keys.has(key))));
    },
    addressOfUser: (user) => `http://localhost:4000/exchanges?user=${encodeURIComponent(user)}`,
    latest: async ({ tenantId, applicationId }) =>
      join()
        .filter(
          (each) =>
            each.exchange.application?.id === applicationId ||
            (each.tenantId === tenantId && !each.exchange.application && each.exchange.request),
        )
        .at(-1)?.exchange,
    all: () => join().map(({ exchange }) => exchange),
    clear: () => {
      waiting.length = 0;
      known.length = 0;
    },
  };
}
