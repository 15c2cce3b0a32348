import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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

describe('a report that shares its keys with an exchange that it does not go on with', () => {
  /** Both of this side, about one message, and the first is finished. */
  const ofOne =
    (correlationId: string, keys: ExchangeReport['keys'] = ['message']) =>
    () => {
      const { exchange } = report();
      const timeline = exchange.timeline.map((event) => ({ ...event, by: 'idp' as const }));
      return {
        exchange: { ...exchange, timeline, outcome: 'success' as const, correlationId },
        keys,
      };
    };

  test.each<{ title: string; keys: ExchangeReport['keys']; id: string | RegExp }>([
    { title: 'all of them', keys: ['message'], id: /^[0-9a-f-]{36}$/ },
    { title: 'the first of them', keys: ['message', 'another'], id: 'another' },
  ])('is an exchange with another id: $title', async ({ keys, id }) => {
    recorder.record(ofOne('first'));
    recorder.record(ofOne('second', keys));
    recorder.record(ofOne('first')); // the control: it goes on
    recorder.record(report);
    await recorder.flush();
    expect(said).toEqual([]);
    const all = await store.all();
    expect(all).toHaveLength(3);
    const of = (wanted: string) => all.find(({ correlationId }) => correlationId === wanted)?.id;
    expect(of('first')).toBe('message');
    expect(of('second')).toMatch(id);
  });
});

test('a report that cannot be made or written is lost alone, and what is kept is counted right', async () => {
  const unwritable = (): ExchangeReport => {
    const { exchange, keys } = report();
    return { exchange: { ...exchange, kind: null as never }, keys };
  };
  const unmakable = () => {
    throw new Error('No report.');
  };
  for (const one of [report, unwritable, report, unmakable, report]) recorder.record(one);
  await recorder.flush();
  expect(said).toEqual(['No report.', expect.stringContaining('NOT NULL constraint failed')]);
  expect(await store.all()).toHaveLength(3);
  const none = { application: '', user: '', outcome: '', code: '' };
  expect((await store.list(none, { offset: 0, limit: 10 })).total).toBe(3);
});

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
