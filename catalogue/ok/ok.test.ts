import { expectVerdicts } from '../testing/expect-verdicts.ts';
import { okCases } from './index.ts';

expectVerdicts('ok', okCases);
