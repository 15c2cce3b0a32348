import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { xswCases } from './index.ts';
import { type OurSp, ourSp } from './testing/our-sp.ts';
import { play, runsOf } from './testing/play.ts';

let under: OurSp;
beforeAll(async () => {
  under = await ourSp();
});
afterAll(() => under.sp.close());

test('the control signs in', async () => {
  const agent = under.newUserAgent();
  const answering = await agent.begin();
  await agent.post(answering, await under.stage.honest(answering));
  const { signedIn, text } = await agent.whoami();
  expect([signedIn, text.includes('B.Simon@contoso.com')]).toEqual([true, true]);
});

describe('our service provider', () => {
  test.each(runsOf(xswCases))('$name: $verdict', async ({ run, verdict }) => {
    const { outcome, check, status } = await play(under, run);
    expect(outcome).not.toBe('hostile');
    expect(status).toBeLessThan(500);
    if (verdict === 'inert') return;
    expect(outcome).toBe('none');
    expect([run.check].flat()).toContain(check);
  });
});
