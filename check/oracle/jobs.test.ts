import { expect, test } from 'vitest';
import { allCases } from '../../catalogue/index.ts';
import { jobsOf, playsAlone } from './play-run.ts';

test('runs that measure time, move the clock or put load on the target come last, one at a time', () => {
  const jobs = jobsOf(allCases);
  const alone = jobs.filter(playsAlone);
  expect(jobs.slice(-alone.length)).toEqual(alone);
  expect(alone.map(({ id }) => id)).toContain('proto-enc-oracle#1');
  for (const need of ['clock', 'load'] as const) {
    const needing = jobs.filter(({ run }) => run.needs?.includes(need));
    expect(needing.length).toBeGreaterThan(0);
    expect(alone).toEqual(expect.arrayContaining(needing));
  }
  expect(jobs).toHaveLength(allCases.flatMap(({ runs }) => runs).length);
});
