import { expect, test } from 'vitest';
import { allCases } from '../../catalogue/index.ts';
import { jobsOf, playsAlone } from './jobs.ts';

test('runs that measure time, move the clock or put load on the target come last, one at a time', () => {
  const target = { sharesUser: false };
  const jobs = jobsOf(allCases, target);
  const alone = jobs.filter((job) => playsAlone(job, target));
  expect(jobs.slice(-alone.length)).toEqual(alone);
  expect(alone.map(({ id }) => id)).toContain('proto-enc-oracle#1');
  for (const need of ['clock', 'load'] as const) {
    const needing = jobs.filter(({ run }) => run.needs?.includes(need));
    expect(needing.length).toBeGreaterThan(0);
    expect(alone).toEqual(expect.arrayContaining(needing));
  }
  expect(jobs).toHaveLength(allCases.flatMap(({ runs }) => runs).length);
});

test('runs that log out the user of all other runs come last, one at a time', () => {
  const alone = (sharesUser: boolean) =>
    jobsOf(allCases, { sharesUser }).filter((job) => playsAlone(job, { sharesUser }));
  const logsOut = ({ run }: { run: { needs?: readonly string[] } }) =>
    run.needs?.includes('logout');
  expect(alone(true).filter(logsOut)).toEqual(
    jobsOf(allCases, { sharesUser: true }).filter(logsOut),
  );
  expect(alone(true).filter(logsOut).length).toBeGreaterThan(10);
  expect(alone(false).filter(({ of }) => of.group === 'slo')).toEqual([]);
});
