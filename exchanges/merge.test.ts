import { describe, expect, test } from 'vitest';
import type { Exchange } from './exchange.ts';
import { readExchange, writeExchange } from './exchange-file.ts';
import { continues, mergeExchanges, PARTIAL_LOGOUT } from './merge.ts';
import { posted, sampleExchange } from './testing/sample.ts';

const event = (by: 'idp' | 'sp', at = '2026-03-01T08:00:00.000Z') =>
  [{ at, by, what: 'x', outcome: 'done' as const }] satisfies Exchange['timeline'];
const base = await sampleExchange({ checks: [], claims: [], cookies: [], redirects: [] });
const part = (changes: Partial<Exchange>): Exchange => {
  const { request: _, response: __, ...rest } = base;
  return { ...rest, ...changes };
};
const check = (by: 'idp' | 'sp', name: string, outcome: 'passed' | 'failed') => ({
  by,
  name,
  title: name,
  outcome,
});
const refusal = (by: 'idp' | 'sp') => ({ by, code: by, message: 'No.' });

test('both sides together: the span of both, both messages, the checks of both', () => {
  const sent = part({ outcome: 'unfinished', durationMs: 5, timeline: event('sp'), user: 'typed' });
  const answered = part({
    startedAt: '2026-03-01T08:00:02.000Z',
    durationMs: 100,
    timeline: event('idp', '2026-03-01T08:00:02.100Z'),
    response: posted('<Response/>'),
    checks: [check('idp', 'a', 'passed')],
    user: 'B.Simon@contoso.com',
    correlationId: 'c',
  });
  const merged = mergeExchanges(sent, answered);
  expect(merged).toMatchObject({
    id: sent.id,
    startedAt: '2026-03-01T08:00:00.000Z',
    durationMs: 2100,
    outcome: 'success',
    user: 'B.Simon@contoso.com',
    correlationId: 'c',
    response: { value: posted('<Response/>').value },
  });
  expect(merged.timeline.map(({ by }) => by)).toEqual(['sp', 'idp']);
  expect(readExchange(Buffer.from(writeExchange(merged)))).toEqual(merged);
});

test('a partial logout stays one, though the application that began knows nothing of it', () => {
  const partial = part({
    outcome: 'failure',
    refusal: { by: 'sp', code: PARTIAL_LOGOUT, message: 'Wiki: did not answer.' },
    timeline: event('idp'),
  });
  const told = part({ outcome: 'success', timeline: event('sp') });
  expect(mergeExchanges(partial, told)).toMatchObject({
    outcome: 'failure',
    refusal: { code: PARTIAL_LOGOUT },
  });
  const other = { ...partial, refusal: refusal('sp') };
  expect(mergeExchanges(other, told).outcome).toBe('success'); // the control
});

test('a check that runs again counts once, and a refusal that was overcome is gone', () => {
  const failed = part({
    outcome: 'failure',
    refusal: refusal('idp'),
    checks: [check('idp', 'a', 'failed')],
    timeline: event('idp'),
  });
  const again = part({ checks: [check('idp', 'a', 'passed')], timeline: event('idp') });
  const { refusal: gone, checks, outcome } = mergeExchanges(failed, again);
  expect([gone, checks.length, checks[0]?.outcome, outcome]).toEqual([
    undefined,
    1,
    'passed',
    'success',
  ]);
});

test('a service provider that refuses a refusal does not hide why', () => {
  const refused = part({ outcome: 'failure', refusal: refusal('idp'), timeline: event('idp') });
  const repeated = part({ outcome: 'failure', refusal: refusal('sp'), timeline: event('sp') });
  expect(mergeExchanges(refused, repeated).refusal?.by).toBe('idp');
  const issued = part({ timeline: event('idp') });
  expect(mergeExchanges(issued, repeated).refusal?.by).toBe('sp');
});

describe('what goes on with an exchange', () => {
  const answered = part({ correlationId: 'c', timeline: event('idp') });
  const waiting = part({ correlationId: 'c', outcome: 'unfinished', timeline: event('idp') });
  const judged = part({ checks: [check('sp', 'a', 'passed')], timeline: event('sp') });
  const later = part({ correlationId: 'd', timeline: event('idp') });
  test.each<[string, Exchange, Exchange, boolean]>([
    ['a Response that arrives', answered, judged, true],
    ['a Response that arrives again', mergeExchanges(answered, judged), judged, false],
    ['another page of the same sign-in', answered, waiting, true],
    ['the same request, opened again before it was answered', waiting, later, true],
    ['the same request, sent again after it was answered', answered, later, false],
  ])('%s: %#', (_, known, report, expected) => expect(continues(known, report)).toBe(expected));
});
