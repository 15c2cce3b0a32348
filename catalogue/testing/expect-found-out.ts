/** Plays every run of a group against a service provider that accepts everything: every run must fail it. */
import { describe, expect, test } from 'vitest';
import type { CatalogueCase } from '../case.ts';
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
      const { outcome, note } = await playRun(carelessStage(cast, { renewsSession: true }), run);
      expect(
        verdict === 'inert' ? ['hostile', 'harm'] : ['session', 'hostile', 'harm'],
        note,
      ).toContain(outcome);
    });
  });
}
