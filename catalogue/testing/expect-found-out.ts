/** Plays every run of a group against a service provider that accepts everything: every run must fail it. */
import { describe, expect, test } from 'vitest';
import type { CatalogueCase } from '../case.ts';
import { NotShown } from '../stage.ts';
import { carelessStage } from './careless-sp.ts';
import { testCast } from './cast.ts';
import { playRun, runsOf } from './play-run.ts';

/** @param unless ids of runs that need another kind of carelessness. */
export function expectFoundOut(cases: readonly CatalogueCase[], unless: readonly string[] = []) {
  const rows = runsOf(cases).filter(
    ({ verdict, name }) =>
      /reject|inert/.test(verdict) && !unless.some((id) => name.startsWith(id)),
  );
  describe('a service provider that accepts everything fails', () => {
    test.for(rows)('$name', async ({ run, verdict }) => {
      const { cast } = await testCast();
      const play = (knowsRequests: boolean) =>
        playRun(carelessStage(cast, { renewsSession: true, knowsRequests }), run);
      const { outcome, note } = await play(false).catch((error: unknown) => {
        // It accepts unknown requests as well, which is another case.
        if (error instanceof NotShown && error.of === 'proto-irt-unknown') return play(true);
        throw error;
      });
      expect(
        verdict === 'inert' ? ['hostile', 'harm'] : ['session', 'hostile', 'harm'],
        note,
      ).toContain(outcome);
    });
  });
}
