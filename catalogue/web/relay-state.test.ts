import { expect, test } from 'vitest';
import { testCast, testSpec } from '../testing/cast.ts';
import { scripted } from '../xml/testing/stages.ts';
import { relayStateRedirect, relayStateXss } from './relay-state.ts';

const { cast } = await testCast();

async function outcome(of: typeof relayStateXss, { body = '', location = '' }) {
  const [run] = of.runs;
  if (!run?.play) throw new TypeError('It is not played.');
  const stage = scripted(testSpec(cast), { body, whoami: '{}' });
  const agent = await stage.newUserAgent();
  const post: typeof agent.post = async (spec, message) => ({
    ...(await agent.post(spec, message)),
    locations: location ? [location] : [],
  });
  const redirecting = { ...stage, newUserAgent: async () => ({ ...agent, post }) };
  return (await run.play(redirecting)).outcome;
}

const script = 'javascript:samlabWasHere()';

test('a script in a link runs; in a Location it is a network error', async () => {
  expect(await outcome(relayStateXss, { body: `<a href="${script}">Go on</a>` })).toBe('harm');
  expect(await outcome(relayStateXss, { location: script })).toBe('session');
});

test('a Location of another site is followed', async () => {
  expect(await outcome(relayStateRedirect, { location: 'https://hostile.example.test/' })).toBe(
    'harm',
  );
  expect(await outcome(relayStateRedirect, { location: '/home' })).toBe('session');
});
