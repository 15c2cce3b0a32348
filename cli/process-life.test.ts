/** Labs as processes: `start --detach`, `status` and `stop`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type StartLine, startLab } from '../lab/index.ts';
import { isAlive } from './is-alive.ts';
import type { Status } from './status/read-status.ts';
import { runCommand } from './testing/running-command.ts';

const samlab = fileURLToPath(new URL('../bin/samlab.js', import.meta.url));
const anyPorts = ['--port', '0', '--idp-port', '0', '--sp-port', '0'];

let cwd: string;
const pids = new Set<number>();
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'samlab-life-'));
});
afterEach(() => {
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  pids.clear();
  rmSync(cwd, { recursive: true, force: true });
});

/** Runs to the end and returns what a shell would see. */
async function outcome(...args: string[]) {
  const running = runCommand(process.execPath, [samlab, ...args], cwd);
  return { code: await running.exit(), ...running.written };
}

async function startDetached(...args: string[]) {
  const { code, stdout, stderr } = await outcome(
    'start',
    '--detach',
    '--json',
    ...anyPorts,
    ...args,
  );
  expect([code, stderr]).toEqual([0, '']);
  const line = JSON.parse(stdout) as StartLine & { pid: number; logFile: string };
  pids.add(line.pid);
  return line;
}

async function status(...args: string[]): Promise<[exitCode: number | null, status: Status]> {
  const { code, stdout } = await outcome('status', '--json', ...args);
  return [code, JSON.parse(stdout) as Status];
}

test('a detached lab is found by its folder, and stopped while a client is silent', async () => {
  const { pid, logFile, lab, idp, sp } = await startDetached();
  expect(logFile).toBe(join(cwd, '.samlab/lab.log'));
  const health = { lab: 'ok', idp: 'ok', sp: 'ok' };
  expect(await status()).toEqual([
    0,
    expect.objectContaining({ running: true, healthy: true, pid, logFile, lab, idp, sp, health }),
  ]);

  const again = await outcome('start', '--detach', ...anyPorts);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toBe(
    `samlab: Another samlab is using the folder ${cwd}/.samlab: process ${pid}, ${lab}. Stop it with "samlab stop --data ${cwd}/.samlab", or choose another folder with --data.\n`,
  );

  const lines = ['--data', 'other', '--seed', 'golden', '--clock', 'frozen:2026-12-24T08:00:00Z'];
  const shown = await outcome('start', '--detach', ...anyPorts, ...lines);
  expect(shown.code).toBe(0);
  expect(shown.stdout).toMatch(
    /Clock +2026-12-24 08:00 UTC, frozen[\s\S]*Ids and keys come from a seed/,
  );
  const [, other] = await status('--data', 'other');
  if (!('pid' in other)) throw new Error('The other lab does not run.');
  expect(other.clock).toEqual({ now: '2026-12-24T08:00:00.000Z', mode: 'frozen' });
  expect((await outcome('status', '--data', 'other')).stdout).toMatch(
    /Clock +2026-12-24 08:00 UTC, frozen/,
  );
  expect((await outcome('status')).stdout).not.toContain('Clock');
  pids.add(other.pid);
  const silent = connect(Number(new URL(idp).port), 'localhost');
  await once(silent, 'connect');
  silent.on('error', () => {}); // it is cut off
  expect(await outcome('stop')).toMatchObject({
    code: 0,
    stdout: 'The lab in .samlab has stopped.\n',
  });
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 });
  silent.destroy();
  expect(await status()).toEqual([
    3,
    expect.objectContaining({ running: false, reason: 'stopped' }),
  ]);
  expect(await outcome('stop')).toMatchObject({ code: 0, stdout: 'No lab runs in .samlab.\n' });
  for (const line of readFileSync(logFile, 'utf8').trimEnd().split('\n'))
    expect(JSON.parse(line)).toHaveProperty('site');

  process.kill(other.pid, 'SIGSTOP'); // (control) a lab that hangs is not healthy
  const [code, hanging] = await status('--data', 'other');
  expect([code, hanging.running, hanging.healthy]).toEqual([1, true, false]);
  process.kill(other.pid, 'SIGCONT');
  expect((await outcome('stop', '--data', 'other')).code).toBe(0);
});

test('a lab in the foreground is found too; what it leaves when it is killed leads to no other process', async () => {
  const running = runCommand(process.execPath, [samlab, 'start', '--json', ...anyPorts], cwd);
  await running.firstLine();
  const { pid = 0 } = running.child;
  pids.add(pid);
  expect(await status()).toEqual([0, expect.objectContaining({ pid, logFile: null })]);
  running.child.kill('SIGKILL');
  await running.exit();

  const innocent = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    stdio: 'ignore',
  });
  pids.add(innocent.pid ?? 0);
  const file = join(cwd, '.samlab/process.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(`${pid}`, `${innocent.pid}`));
  expect((await status())[0]).toBe(3);
  expect(await outcome('stop')).toMatchObject({ code: 0, stdout: 'No lab runs in .samlab.\n' });
  expect(innocent.exitCode ?? innocent.signalCode).toBeNull();
  innocent.kill('SIGKILL');
});

test('a detached start that fails says why, and leaves nothing behind', async () => {
  const blocker = createServer().listen(0, 'localhost');
  await once(blocker, 'listening');
  const address = blocker.address();
  const port = typeof address === 'object' && address ? `${address.port}` : '';
  const used = await outcome('start', '--detach', ...anyPorts, '--sp-port', port);
  blocker.close();
  expect(used).toMatchObject({ code: 1, stdout: '' });
  expect(used.stderr).toMatch(new RegExp(`^samlab: Port ${port} is in use\\.[^\\n]+\\n$`));
  expect(readdirSync(cwd)).toEqual([]);

  writeFileSync(join(cwd, 'bad.json'), '{ "tenants": 5 }');
  const bad = await outcome('start', '--detach', ...anyPorts, '--config', 'bad.json');
  expect(bad).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('bad.json:1:'),
  });
  expect(readdirSync(cwd)).toEqual(['bad.json']);
});

test('a lab of a program that called startLab is shown, and not stopped', async () => {
  const dataDir = join(cwd, '.samlab');
  const lab = await startLab({ dataDir, ports: { lab: 0, idp: 0, sp: 0 } });
  expect(await status()).toEqual([0, expect.objectContaining({ pid: process.pid, version: null })]);
  const refused = await outcome('stop');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain(
    `belongs to a program that called startLab, process ${process.pid}`,
  );
  expect((await fetch(`${lab.start.sp}/healthz`)).status).toBe(200);
  await lab.close();
});

test('a folder without a lab is an error for stop, and is not created', async () => {
  const refused = await outcome('stop', '--data', 'typo');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/^samlab: There is no lab in the folder typo\. Name its folder/);
  expect(await status('--data', 'typo')).toEqual([3, expect.objectContaining({ reason: 'none' })]);
  expect(existsSync(join(cwd, 'typo'))).toBe(false);
});

test('the token of the HTTP API is in the JSON of start and status, and the clock is asked with it', async () => {
  const args = ['--host', '0.0.0.0', '--expose', '--clock', '+3d', '--data', 'exposed'];
  const { stdout } = await outcome('start', '--detach', '--json', ...anyPorts, ...args);
  const { apiToken, lab, pid } = JSON.parse(stdout) as {
    apiToken: string;
    lab: string;
    pid: number;
  };
  pids.add(pid);
  expect((await fetch(`${lab}/api/v1/clock`)).status).toBe(401);
  const headers = { authorization: `Bearer ${apiToken}` };
  expect((await fetch(`${lab}/api/v1/clock`, { headers })).status).toBe(200);
  const [code, found] = await status('--data', 'exposed');
  expect([code, found]).toEqual([
    0,
    expect.objectContaining({ apiToken, clock: { now: expect.any(String), mode: 'offset' } }),
  ]);
  expect((await outcome('stop', '--data', 'exposed')).code).toBe(0);
});
