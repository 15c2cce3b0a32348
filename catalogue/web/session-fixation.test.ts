import { expect, test } from 'vitest';
import { irtReplayed } from '../proto/request-used.ts';
import { carelessStage } from '../testing/careless-sp.ts';
import { testCast } from '../testing/cast.ts';
import { playRun, runsOf } from '../testing/play-run.ts';
import { doublePost } from './replay.ts';
import { sessionFixation } from './session-fixation.ts';

/** Keeps the session id that the browser had before sign-in. */
const fixed = async () => carelessStage((await testCast()).cast, { renewsSession: false });

test.for(runsOf([sessionFixation]))(
  '$name is found at a service provider that keeps the id of the browser',
  async ({ run }) => {
    expect((await playRun(await fixed(), run)).outcome).toBe('session');
  },
);

test.for(runsOf([sessionFixation]))('$name is not found where the id is new', async ({ run }) => {
  const { cast } = await testCast();
  expect((await playRun(carelessStage(cast, { renewsSession: true }), run)).outcome).toBe('none');
});

/** Runs that send one response from copies of one browser. */
const byCopies = runsOf([doublePost, irtReplayed]).filter(
  ({ run }) => !run.needs?.includes('unsolicited-allowed'),
);

test.for(byCopies)(
  '$name shows nothing when the session id does not change at sign-in',
  async ({ run }) => {
    await expect(playRun(await fixed(), run)).rejects.toThrow(/see web-session-fixation/);
  },
);
