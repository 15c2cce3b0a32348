import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OurSp, ourSp } from '../xsw/testing/our-sp.ts';
import { play, runsOf } from '../xsw/testing/play.ts';
import { xmlCases } from './index.ts';

let under: OurSp;
beforeAll(async () => {
  under = await ourSp();
});
afterAll(() => under.sp.close());

const rows = runsOf(xmlCases).filter(({ run }) => !run.needs?.includes('logout'));

describe('our service provider', () => {
  test.each(rows)('$name: $verdict', async ({ run, verdict }) => {
    const before = process.cpuUsage();
    const { outcome, check, status = 0 } = await play(under, run);
    // Time of the processor, not of the clock: the machine may have other things to do.
    const { user, system } = process.cpuUsage(before);
    if (run.needs?.includes('load')) expect((user + system) / 1e6).toBeLessThan(5);
    expect(outcome).not.toBe('hostile');
    expect(status).toBeLessThan(500);
    if (verdict === 'reject') expect(outcome).toBe('none');
    if (outcome === 'none') expect([run.check].flat()).toContain(check);
  });
});
