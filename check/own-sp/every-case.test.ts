import { allCases, type CatalogueGroup, groups } from '../../catalogue/index.ts';
import { expectVerdicts } from '../testing/expect-verdicts.ts';

for (const group of Object.keys(groups) as CatalogueGroup[])
  expectVerdicts(
    group,
    allCases.filter((one) => one.group === group),
  );
