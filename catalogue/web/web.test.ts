import { expectFoundOut } from '../testing/expect-found-out.ts';
import { expectVerdicts } from '../testing/expect-verdicts.ts';
import { webCases } from './index.ts';

expectVerdicts('web', webCases);
expectFoundOut(webCases, ['web-session-fixation']);
