import { Type } from 'typebox';
import { timeOf } from '../../clock/instant.ts';
import type { LabClock } from '../../clock/lab-clock.ts';
import { operation } from '../operation.ts';
import { ApiProblem } from '../problem.ts';
import { Clock, one, strict, text } from '../schemas.ts';

const answer = { status: 200, description: 'The clock as it is now.' } as const;

const view = (clock: LabClock) => ({ now: clock.now().toISOString(), mode: clock.mode });

export const getClock = operation({
  id: 'getClock',
  method: 'GET',
  path: '/clock',
  tag: 'Clock',
  summary: 'Read what time it is in the lab',
  answer,
  result: Clock,
  run: async ({ lab }) => ({ result: view(lab.clock) }),
});

export const setClock = operation({
  id: 'setClock',
  method: 'PUT',
  path: '/clock',
  tag: 'Clock',
  summary: 'Set or stop the clock',
  description:
    'Every time that the lab reads comes from it: validity of assertions, sessions, codes, certificates.',
  body: Type.Object(
    {
      mode: one(
        ['real', 'offset', 'frozen'],
        'real: the clock of the machine. offset: goes on from now. frozen: stops, at now or where it is.',
      ),
      now: Type.Optional(
        text(
          'An instant with date, time and zone, such as 2026-12-24T08:00:00Z. Needed with offset.',
        ),
      ),
    },
    strict,
  ),
  example: { mode: 'offset', now: '2026-12-24T08:00:00Z' },
  answer,
  result: Clock,
  refusals: ['invalid_clock'],
  places: { invalid_clock: { pointer: '#/now' } },
  rules: ({ body: { now } }) => [() => now === undefined || timeOf(now)],
  async run({ lab: { clock }, body: { mode, now } }) {
    if (mode === 'frozen') clock.freeze(now);
    else if (mode === 'real') {
      if (now !== undefined) throw fault('belongs to offset and frozen, not to real.');
      clock.useRealTime();
    } else {
      if (now === undefined) throw fault('is missing; offset needs the instant to go on from.');
      clock.set(now);
    }
    return { result: view(clock) };
  },
});

export const advanceClock = operation({
  id: 'advanceClock',
  method: 'POST',
  path: '/clock/advance',
  tag: 'Clock',
  summary: 'Move the clock forward or back',
  description: 'A frozen clock stays frozen.',
  body: Type.Object(
    {
      milliseconds: Type.Integer({ description: 'Negative: back.' }),
    },
    strict,
  ),
  example: { milliseconds: 3_600_000 },
  answer,
  result: Clock,
  refusals: ['invalid_clock'],
  places: { invalid_clock: { pointer: '#/milliseconds' } },
  async run({ lab: { clock }, body }) {
    clock.advance(body.milliseconds);
    return { result: view(clock) };
  },
});

export const resetClock = operation({
  id: 'resetClock',
  method: 'DELETE',
  path: '/clock',
  tag: 'Clock',
  summary: 'Set the clock to what the lab was started with',
  answer,
  result: Clock,
  async run({ lab }) {
    lab.clock.reset();
    return { result: view(lab.clock) };
  },
});

const fault = (detail: string) =>
  new ApiProblem('invalid_request', undefined, [{ pointer: '#/now', detail }]);
