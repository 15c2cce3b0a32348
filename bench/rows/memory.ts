import { readFileSync } from 'node:fs';
import { atMost, type Row } from '../row.ts';
import { type RunningProgram, startProgram } from '../server-process.ts';
import { signIn } from '../sign-in.ts';

const MEGABYTES = 130;
const SIGN_INS = 20;

/** The parts of the output of `samlab start --json` that are needed here. */
interface Started {
  idp: string;
  tenantId: string;
  appId: string;
  users: { userPrincipalName: string; password: string }[];
}

/**
 * Resident memory of the whole lab after some sign-ins, from Linux's /proc; undefined on other systems.
 */
export async function memory(): Promise<Row | undefined> {
  const ports = ['--port', '0', '--idp-port', '0', '--sp-port', '0'];
  const lab = await startProgram('../bin/samlab.js', ['start', '--memory', '--json', ...ports]);
  try {
    const { idp, tenantId, appId, users } = lab.said as Started;
    const user = users.find(({ userPrincipalName }) => /^B\.Simon@/.test(userPrincipalName));
    if (!user) throw new Error('The lab has no B.Simon.');
    const { userPrincipalName, password: passwd } = user;
    for (let time = 0; time < SIGN_INS; time++)
      await signIn(`${idp}/api/signin/${appId}?tenantId=${tenantId}`, {
        userPrincipalName,
        passwd,
      });
    const figure = residentMegabytes(lab);
    return figure === undefined
      ? undefined
      : atMost('resident memory of the lab', 'MB', figure, MEGABYTES);
  } finally {
    await lab.stop();
  }
}

function residentMegabytes({ pid }: RunningProgram): number | undefined {
  try {
    const [, kibibytes] =
      /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
}
