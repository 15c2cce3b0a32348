import { expect, test } from 'vitest';
import { allCases } from '../../catalogue/index.ts';
import { playRun, runsOf } from '../../catalogue/testing/play-run.ts';
import { inProcessSp } from '../testing/in-process-stage.ts';

const heavy = runsOf(allCases.filter(({ group }) => group === 'xml')).filter(({ run }) =>
  run.needs?.includes('load'),
);

test.each(heavy)('$name: costs the service provider little', async ({ run }) => {
  const sp = await inProcessSp();
  try {
    const stage = await sp.stageFor(run.needs);
    const before = process.cpuUsage();
    await playRun(stage, run);
    // Time of the processor, not of the clock: the machine may have other things to do.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  } finally {
    await sp.close();
  }
});
