/** A service provider that shares no code with the check and follows every rule has no findings. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allCases } from '../../catalogue/index.ts';
import * as check from '../../check/index.ts';
import { type Laboratory, openLaboratory } from './laboratory.ts';
import { resultOf } from './result.ts';
import { styles } from './site.ts';

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory(check);
});
afterAll(() => laboratory.close());

test.each(styles)('in the style %s', async (style) => {
  const report = await laboratory.check({ style }, allCases);
  const { findings } = resultOf({ style }, report);
  expect(findings.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
  const played = Object.values(report.cases).filter(({ verdict }) => verdict === 'pass');
  expect(played.length).toBeGreaterThan(allCases.length - 28);
  const { sentence } = check.summarise(report);
  expect(sentence.includes('refuses with status 500')).toBe(style === '500');
});
