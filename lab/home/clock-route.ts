import type { FastifyInstance, FastifyReply } from 'fastify';
import { invalidClock } from '../clock/instant.ts';
import type { LabClock } from '../clock/lab-clock.ts';
import { LabError } from '../errors.ts';

interface ClockRouteOptions {
  readonly labClock: LabClock;
  /** Answers with the lab home, which shows the problem. */
  readonly showProblem: (reply: FastifyReply, problem: string) => Promise<FastifyReply>;
}

/** The buttons of the card "Clock". Requires `registerCsrf`. */
export function clockRoute(
  app: FastifyInstance,
  { labClock, showProblem }: ClockRouteOptions,
): void {
  app.post('/clock', { preHandler: app.csrfProtection }, async ({ body }, reply) => {
    try {
      move(labClock, new Map(Object.entries((body ?? {}) as Record<string, unknown>)));
    } catch (error) {
      if (error instanceof LabError) return showProblem(reply, error.message);
      throw error;
    }
    return reply.redirect('/#clock', 303);
  });
}

type Fields = ReadonlyMap<string, unknown>;

/** What the buttons named `act` do. */
const acts: Readonly<Record<string, (clock: LabClock, fields: Fields) => void>> = {
  set: (clock, fields) => clock.set(instantIn(fields)),
  freezeAt: (clock, fields) => clock.freeze(instantIn(fields)),
  freeze: (clock) => clock.freeze(),
  real: (clock) => clock.useRealTime(),
};

/** @throws {LabError} `invalid_clock` */
function move(clock: LabClock, fields: Fields): void {
  const milliseconds = fields.get('advance');
  const act = acts[String(fields.get('act'))];
  if (typeof milliseconds === 'string') clock.advance(Number.parseInt(milliseconds, 10));
  else if (act) act(clock, fields);
  else throw invalidClock('Choose one of the buttons.');
}

/** What a field of the type `datetime-local` holds has no zone (HTML 4.10.5.1.11); the page says that it is UTC. */
function instantIn(fields: Fields): string {
  const at = fields.get('at');
  if (typeof at !== 'string' || at.trim() === '')
    throw invalidClock('Enter a date and a time, in UTC, such as 2026-12-24 08:00:00.');
  return `${at.trim().replace(' ', 'T')}Z`;
}
