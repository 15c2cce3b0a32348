import { expect, test } from 'vitest';
import { allCases } from '../../catalogue/index.ts';
import { playRun, runsOf } from '../../catalogue/testing/play-run.ts';
import { inProcessSp } from '../testing/in-process-stage.ts';

const heavy = runsOf(allCases.filter(({ group }) => group === 'xml')).filter(({ run }) =>
  run.needs?.includes('load'),
);

test.each(heavy)('$name: takes the service provider little time', async ({ run }) => {
  const sp = await inProcessSp();
  try {
    const stage = await sp.stageFor(run.needs);
    const before = process.cpuUsage();
    await playRun(stage, run);
    // Processor time, not wall-clock time: the machine may be busy.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  } finally {
    await sp.close();
  }
});
