import { expect, test } from 'vitest';
import { irtReplayed } from '../proto/request-used.ts';
import type { Answer, Stage } from '../stage.ts';
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

/** It ties each response to its request by another cookie, so no sign-in works with a made-up one. */
async function withStateCookie(renewsSession: boolean): Promise<Stage> {
  const stage = carelessStage((await testCast()).cast, { renewsSession });
  return {
    ...stage,
    newUserAgent: async () => {
      const agent = await stage.newUserAgent();
      let spoilt = false;
      return {
        ...agent,
        cookies: async () => ({ state: 'abc', ...(await agent.cookies()) }),
        plantCookie: async (name, value) => {
          if (name === 'state') spoilt = true;
          else await agent.plantCookie(name, value);
        },
        post: async (spec, message) => (spoilt ? refused : agent.post(spec, message)),
      };
    },
  };
}

const refused: Answer = {
  status: 403,
  url: '',
  locations: [],
  contentType: '',
  title: '',
  body: '',
  check: undefined,
};

test('a session id that the browser brought is found beside another cookie that must not be made up', async () => {
  const [, run] = sessionFixation.runs;
  const play = async (renewsSession: boolean) =>
    run && (await playRun(await withStateCookie(renewsSession), run));
  expect(await play(false)).toMatchObject({
    outcome: 'session',
    note: expect.stringContaining('made-up values of session;'),
  });
  expect((await play(true))?.outcome).toBe('none');
});
