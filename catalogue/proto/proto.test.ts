import { expectFoundOut } from '../testing/expect-found-out.ts';
import { expectVerdicts } from '../testing/expect-verdicts.ts';
import { protoCases } from './index.ts';

expectVerdicts('proto', protoCases);
expectFoundOut(protoCases);
