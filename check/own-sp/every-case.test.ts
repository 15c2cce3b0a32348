import { allCases, type Group, groups } from '../../catalogue/index.ts';
import { expectVerdicts } from '../testing/expect-verdicts.ts';

for (const group of Object.keys(groups) as Group[])
  expectVerdicts(
    group,
    allCases.filter((one) => one.group === group),
  );
