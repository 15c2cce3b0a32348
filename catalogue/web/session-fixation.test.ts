import { expect, test } from 'vitest';
import { irtReplayed } from '../proto/request-used.ts';
import { NotShown } from '../stage.ts';
import { carelessStage } from '../testing/careless-sp.ts';
import { testCast } from '../testing/cast.ts';
import { playRun, runsOf } from '../testing/play-run.ts';
import { doublePost } from './replay.ts';
import { sessionFixation } from './session-fixation.ts';

/** Keeps the session id that the browser had before sign-in. */
const fixed = async () => carelessStage((await testCast()).cast, { renewsSession: false });

test('finds a session id that does not change at sign-in', async () => {
  const [run] = sessionFixation.runs;
  expect(run && (await playRun(await fixed(), run)).outcome).toBe('session');
});

/** Runs that send one response from copies of one browser. */
const byCopies = runsOf([doublePost, irtReplayed]).filter(
  ({ run }) => !run.needs?.includes('unsolicited-allowed'),
);

test.for(byCopies)(
  '$name is inconclusive when the session id does not change at sign-in',
  async ({ run }) => {
    await expect(playRun(await fixed(), run)).rejects.toThrow(NotShown);
  },
);
