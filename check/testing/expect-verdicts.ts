/** Plays every run of a group against samlab's own service provider: the control signs in, then the run must end as the catalogue says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  type CatalogueCase,
  type MessageRun,
  NotPlayable,
  opensSession,
  type Stage,
  type Verdict,
} from '../../catalogue/index.ts';
import { playControl, playRun, runsOf } from '../../catalogue/testing/play-run.ts';
import { type InProcessSp, inProcessSp } from './in-process-stage.ts';

/** Valid ones open a session, and those that other cases are about do not; for a valid message it is the other way round. */
async function expectNeighbours(
  stage: Stage,
  { validTwin, withoutTrick = [], unsolicited }: MessageRun,
  verdict: Verdict,
): Promise<void> {
  if (validTwin) expect(await opensSession(stage, validTwin, unsolicited), 'validTwin').toBe(true);
  for (const { of, message } of withoutTrick)
    expect(await opensSession(stage, message, unsolicited), of).toBe(verdict === 'accept');
}

export function expectVerdicts(group: string, cases: readonly CatalogueCase[]): void {
  let sp: InProcessSp;
  beforeAll(async () => {
    sp = await inProcessSp();
  });
  afterAll(() => sp.close());

  describe(`${group} at samlab's own service provider`, () => {
    test.for(runsOf(cases))('$name: $verdict', async ({ run, verdict, checks }, context) => {
      const unmet = sp.unmet(run.needs);
      if (unmet.length > 0) context.skip(`needs ${unmet.join(', ')}`);
      const stage = await sp.stageFor(run.needs);
      expect(await playControl(stage)).toMatchObject({ outcome: 'session', check: undefined });
      const seen = await playRun(stage, run).catch((error: unknown) => {
        if (error instanceof NotPlayable) context.skip(error.message);
        throw error;
      });
      const allowed = { accept: ['session'], reject: ['none'] }[verdict as string];
      expect(allowed ?? ['session', 'none'], seen.note).toContain(seen.outcome);
      if (seen.outcome === 'none' && checks.length > 0)
        expect(checks, seen.note).toContain(seen.check);
      if (run.message) await expectNeighbours(await sp.stageFor(run.needs), run, verdict);
    });
  });
}
