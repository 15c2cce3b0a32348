import { expect, test } from 'vitest';
import { allCases } from '../../catalogue/index.ts';
import { jobsOf, playsAlone } from './play-run.ts';

test('what measures time or puts load on the target comes last, and alone', () => {
  const jobs = jobsOf(allCases);
  const alone = jobs.filter(playsAlone);
  expect(jobs.slice(-alone.length)).toEqual(alone);
  expect(alone.map(({ id }) => id)).toContain('proto-enc-oracle#1');
  const loads = jobs.filter(({ run }) => run.needs?.includes('load'));
  expect(loads.length).toBeGreaterThan(0);
  expect(alone).toEqual(expect.arrayContaining(loads));
  expect(jobs).toHaveLength(allCases.flatMap(({ runs }) => runs).length);
});
