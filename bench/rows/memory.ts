import { readFileSync } from 'node:fs';
import { startLoad } from '../load/load-process.ts';
import { atMost, type Row } from '../row.ts';
import type { RunningProgram } from '../server-process.ts';
import { signIn } from '../sign-in.ts';
import { bSimonOf, startLabProgram } from '../started-lab.ts';

const AT_REST = 125; // MB
const UNDER_LOAD = 260; // MB
const SIGN_INS = 20;
const LOAD = { connections: 8, duration: 10_000 };

/**
 * Resident memory of the whole lab, from Linux's /proc: after some sign-ins with password, and after ten seconds of sign-ins with a live
 * session. No rows on other systems.
 */
export async function memory(): Promise<Row[]> {
  const lab = await startLabProgram();
  const load = startLoad();
  try {
    const { idp, appId, tenantId } = lab.line;
    const { userPrincipalName, password: passwd } = bSimonOf(lab.line);
    const path = `/api/signin/${appId}?tenantId=${tenantId}`;
    let cookies = '';
    for (let time = 0; time < SIGN_INS; time++)
      cookies = await signIn(idp + path, { userPrincipalName, passwd });
    const atRest = residentMegabytes(lab);
    await load.run({ port: Number(new URL(idp).port), paths: [path], cookies, ...LOAD });
    const underLoad = residentMegabytes(lab);
    if (atRest === undefined || underLoad === undefined) return [];
    return [
      atMost('resident memory of the lab', 'MB', atRest, AT_REST),
      atMost('resident memory of the lab under load', 'MB', underLoad, UNDER_LOAD),
    ];
  } finally {
    load.stop();
    await lab.stop();
  }
}

/** Undefined on other systems than Linux. */
export function residentMegabytes({ pid }: RunningProgram): number | undefined {
  try {
    const [, kibibytes] =
      /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}
