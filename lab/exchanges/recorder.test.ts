import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Exchange } from '../../exchanges/exchange.ts';
import type { ExchangeReport } from '../../exchanges/recorder.ts';
import { sampleExchange } from '../../exchanges/testing/sample.ts';
import { StoreError } from '../../store/errors.ts';
import { defaultLimits, ExchangeStore } from './exchange-store.ts';
import { LabRecorder } from './recorder.ts';

let sample: Exchange;
let store: ExchangeStore;
let recorder: LabRecorder;
let said: string[];
beforeEach(async () => {
  const limits = { ...defaultLimits, count: 10_000 };
  const onError = (error: unknown) => said.push((error as Error).message);
  said = [];
  sample ??= await sampleExchange();
  store = await ExchangeStore.open({
    ...{ file: ':memory:', limits, clock: () => new Date(), onError },
  });
  recorder = new LabRecorder(store, () => '', onError);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await store.close();
});

const gone = new StoreError('unreachable', 'postgresql://localhost/lab');

const report = (): ExchangeReport => {
  const { id: _, ...exchange } = sample;
  return { exchange, keys: [randomUUID()] };
};

/** The server goes away, before the write or after it, when its answer is lost. */
function failOnce(when: 'before' | 'after'): void {
  const add = store.add.bind(store);
  vi.spyOn(store, 'add').mockImplementationOnce(async (reports) => {
    if (when === 'after') await add(reports);
    throw gone;
  });
}

test.each(['before', 'after'] as const)(
  'a report is written once when the server goes away %s the write',
  async (when) => {
    failOnce(when);
    recorder.record(report);
    await recorder.flush();
    expect(said).toEqual([gone.message]);
    await recorder.flush();
    const all = await store.all();
    expect(all).toHaveLength(1);
    expect(all[0]?.timeline).toEqual(sample.timeline);
  },
);

test('what was dropped while the server was gone is said with its number', async () => {
  const add = vi.spyOn(store, 'add').mockRejectedValue(gone);
  for (let n = 0; n < 1_500; n += 1) recorder.record(report);
  await recorder.flush();
  for (let n = 0; n < 1_500; n += 1) recorder.record(report);
  await recorder.flush();
  add.mockRestore();
  await recorder.flush();
  const kept = (await store.all()).length;
  expect(kept).toBe(2_000);
  expect(said.at(-1)).toBe(
    '1000 reports about exchanges were dropped: no more than 2000 wait for a database that does not answer.',
  );
});

test('what still waits when the lab ends is said to be lost', async () => {
  recorder.record(report);
  await recorder.close(); // control: the server answers
  expect(said).toEqual([]);
  vi.spyOn(store, 'add').mockRejectedValue(gone);
  recorder.record(report);
  await recorder.close();
  expect(said.at(-1)).toMatch(/^1 reports about exchanges were dropped/);
});
