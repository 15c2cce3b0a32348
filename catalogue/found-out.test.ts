import { condCases } from './cond/index.ts';
import { mdCases } from './md/index.ts';
import { protoCases } from './proto/index.ts';
import { sloCases } from './slo/index.ts';
import { expectFoundOut } from './testing/expect-found-out.ts';
import { webCases } from './web/index.ts';

for (const cases of [protoCases, sloCases, mdCases]) expectFoundOut(cases);
expectFoundOut(condCases, ['cond-nameid-lookalike']);
expectFoundOut(webCases, ['web-session-fixation']);
