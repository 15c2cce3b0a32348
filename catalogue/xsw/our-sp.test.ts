import { expectVerdicts } from '../testing/expect-verdicts.ts';
import { xswCases } from './index.ts';

expectVerdicts('xsw', xswCases);
