import { expectFoundOut } from '../testing/expect-found-out.ts';
import { expectVerdicts } from '../testing/expect-verdicts.ts';
import { mdCases } from './index.ts';

expectVerdicts('md', mdCases);
expectFoundOut(mdCases);
