import { expectFoundOut } from '../testing/expect-found-out.ts';
import { expectVerdicts } from '../testing/expect-verdicts.ts';
import { sloCases } from './index.ts';

expectVerdicts('slo', sloCases);
expectFoundOut(sloCases);
