import { type RunningProgram, startProgram } from './server-process.ts';

/** The parts of the output of `samlab start --json` that are needed here. */
export interface StartedLab {
  idp: string;
  sp: string;
  tenantId: string;
  appId: string;
  users: { userPrincipalName: string; password: string }[];
}

/** `samlab start --memory` on free ports, as a user starts it. */
export async function startLabProgram(): Promise<RunningProgram & { line: StartedLab }> {
  const ports = ['--port', '0', '--idp-port', '0', '--sp-port', '0'];
  const quiet = ['--log-level', 'silent'];
  const lab = await startProgram('../bin/samlab.js', [
    'start',
    '--memory',
    '--json',
    ...quiet,
    ...ports,
  ]);
  return { ...lab, line: lab.said as StartedLab };
}

/** @throws {Error} when the lab has no such user */
export function bSimonOf({ users }: StartedLab) {
  const user = users.find(({ userPrincipalName }) => /^B\.Simon@/.test(userPrincipalName));
  if (!user) throw new Error('The lab has no B.Simon.');
  return user;
}
