import { expectFoundOut } from '../testing/expect-found-out.ts';
import { expectVerdicts } from '../testing/expect-verdicts.ts';
import { condCases } from './index.ts';

expectVerdicts('cond', condCases);
expectFoundOut(condCases);
