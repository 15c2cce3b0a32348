/** Runs that share a user, a session or a logout do not disturb each other. */
import { expect, test } from 'vitest';
import { allCases } from '../catalogue/index.ts';
import { openLaboratory } from '../matrix/flaws/laboratory.ts';
import * as check from './index.ts';

test('three checks of a strict service provider, eight runs at a time, are identical', async () => {
  const cases = allCases.filter(({ group }) => group === 'slo' || group === 'web');
  const laboratory = await openLaboratory({
    ...check,
    runCheck: (options) => check.runCheck({ ...options, concurrency: 8 }),
  });
  const verdicts = async () =>
    Object.values((await laboratory.check({ style: '403' }, cases)).cases).flatMap(({ runs }) =>
      runs.map(({ id, verdict, outcome, severity }) => ({ id, verdict, outcome, severity })),
    );
  try {
    const first = await verdicts();
    expect(first.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(30);
    expect(await verdicts()).toEqual(first);
    expect(await verdicts()).toEqual(first);
  } finally {
    await laboratory.close();
  }
});
