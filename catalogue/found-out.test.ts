import { condCases } from './cond/index.ts';
import { mdCases } from './md/index.ts';
import { protoCases } from './proto/index.ts';
import { sloCases } from './slo/index.ts';
import { expectFoundOut } from './testing/expect-found-out.ts';
import { webCases } from './web/index.ts';

for (const cases of [protoCases, condCases, sloCases, mdCases]) expectFoundOut(cases);
expectFoundOut(webCases, ['web-session-fixation']);
