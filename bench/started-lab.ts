import { type RunningProgram, startProgram } from './server-process.ts';

/** The parts of the output of `samlab start --json` that are needed here. */
export interface StartedLab {
  lab: string;
  idp: string;
  sp: string;
  tenantId: string;
  appId: string;
  users: { userPrincipalName: string; password: string }[];
}

/**
 * `samlab start` on free ports, as a user starts it.
 *
 * @param data folder for its databases; default: in memory
 * @param variables of its environment, besides ours
 */
export async function startLabProgram(
  data?: string,
  variables?: Readonly<Record<string, string>>,
): Promise<RunningProgram & { line: StartedLab }> {
  const ports = ['--port', '0', '--idp-port', '0', '--sp-port', '0'];
  const quiet = ['--log-level', 'silent'];
  const where = data === undefined ? ['--memory'] : ['--data', data];
  const args = ['start', ...where, '--json', ...quiet, ...ports];
  const lab = await startProgram('../bin/samlab.js', args, variables);
  return { ...lab, line: lab.said as StartedLab };
}

/** @throws {Error} when the lab has no such user */
export function bSimonOf({ users }: Pick<StartedLab, 'users'>) {
  const user = users.find(({ userPrincipalName }) => /^B\.Simon@/.test(userPrincipalName));
  if (!user) throw new Error('The lab has no B.Simon.');
  return user;
}
