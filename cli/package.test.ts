import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StartLine } from '../lab/index.ts';
import { type InstalledPackage, installPackage } from './testing/installed-package.ts';
import { type RunningCommand, runCommand } from './testing/running-command.ts';

let samlab: InstalledPackage;
beforeAll(async () => {
  samlab = await installPackage();
}, 900_000);
afterAll(() => samlab?.remove());

let cwd: string;
const started: RunningCommand[] = [];
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'samlab-cwd-'));
});
afterEach(() => {
  for (const { child } of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null && child.pid)
      process.kill(-child.pid, 'SIGKILL');
  }
  rmSync(cwd, { recursive: true, force: true });
});

const anyPorts = ['--port', '0', '--idp-port', '0', '--sp-port', '0'];
function run(...args: string[]): RunningCommand {
  const running = runCommand(samlab.command, args, cwd);
  started.push(running);
  return running;
}
async function startLine(running: RunningCommand): Promise<StartLine> {
  return JSON.parse(await running.firstLine()) as StartLine;
}
/** Runs to the end and returns what a shell would see. */
async function outcome(...args: string[]) {
  const running = run(...args);
  return { code: await running.exit(), ...running.written };
}

/** In bytes, in blocks of 4 KiB, as most file systems keep files. */
function diskUse(path: string): number {
  const { size } = statSync(path);
  const own = Math.ceil(size / 4096) * 4096;
  if (!statSync(path).isDirectory()) return own;
  const names = readdirSync(path).filter((name) => name !== '.bin');
  return names.reduce((sum, name) => sum + diskUse(join(path, name)), own);
}

const bundledByName = [
  ...['fastify', '@fastify/multipart', 'commander', 'helmet', 'kysely', 'node-forge'],
  ...['parse5', 'preact', 'typebox', '@simplewebauthn/server', 'tough-cookie'],
];

describe('the packed package', () => {
  test('installs less than 40 MB, and none of the libraries that are inside', () => {
    const modules = join(samlab.folder, 'node_modules');
    const megabytes = diskUse(modules) / 1_000_000;
    expect(megabytes).toBeGreaterThan(5);
    expect(megabytes).toBeLessThan(40);
    expect(existsSync(join(modules, 'pino'))).toBe(true); // (control) one that is not inside
    for (const inside of bundledByName)
      expect([inside, existsSync(join(modules, inside))]).toEqual([inside, false]);
  });

  test('starts with npx, in an empty folder', async () => {
    const args = ['--no-install', 'samlab', 'start', '--json', '--memory', ...anyPorts];
    const npx = runCommand('npx', args, samlab.folder);
    started.push(npx);
    const line = await startLine(npx);
    for (const site of [line.lab, line.idp, line.sp]) {
      expect((await fetch(`${site}/healthz`)).status).toBe(200);
    }
    expect((await fetch(`${line.sp}/api/whoami`)).status).toBe(401);
    const page = await (await fetch(line.lab)).text();
    const style = /<link rel="stylesheet" href="([^"]+)"/.exec(page)?.[1] ?? '';
    expect((await fetch(new URL(style, line.lab))).status).toBe(200);
    npx.child.kill('SIGTERM'); // npx alone, as `kill $!` does; what it started goes with it
    await npx.exit(); // all of its output is closed, so all of them have ended
    await expect(fetch(`${line.idp}/healthz`)).rejects.toThrow('fetch failed');
  });

  test('is a library too, and brings its XML schemas', () => {
    const program = `
      import { startLab } from 'samlab';
      const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
      console.log((await fetch(lab.start.sp + '/healthz')).status);
      const xml = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>';
      const refusal = await fetch(lab.start.sp + '/saml/contoso/assert', {
        method: 'POST',
        headers: { accept: 'application/problem+json' },
        body: new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64') }),
      });
      console.log((await refusal.json()).found);
      await lab.close();`;
    writeFileSync(join(samlab.folder, 'program.mjs'), program);
    const answer = execFileSync(process.execPath, ['program.mjs'], { cwd: samlab.folder });
    const [health, found] = answer.toString().split('\n');
    expect(health).toBe('200');
    expect(found).toContain("Element 'Response': The attribute 'ID' is required but missing");
  });

  test('is used in tests of node:test, and closes what it opened', () => {
    const program = `
      import { after, before, test } from 'node:test';
      import assert from 'node:assert';
      import { useLab } from 'samlab/testing';
      const lab = useLab({ before, after });
      test('a user signs in', async () => {
        const tenant = await lab().tenant();
        const identifierUris = ['urn:reports'];
        const replyUrls = ['https://reports.example/acs'];
        const application = await tenant.addApplication({ identifierUris, replyUrls });
        const user = await tenant.addUser();
        await tenant.assign(user, application);
        const { action, xml } = await tenant.signIn(user, { application });
        assert.equal(action, replyUrls[0]);
        assert.ok(xml.includes(user.userPrincipalName));
      });`;
    writeFileSync(join(samlab.folder, 'sign-in.test.mjs'), program);
    const { status, stdout } = spawnSync(process.execPath, ['--test', 'sign-in.test.mjs'], {
      cwd: samlab.folder,
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/pass 1\b/);
    expect(status).toBe(0);
  });

  test('says what is missing without Playwright', () => {
    const program = "import { test } from 'samlab/playwright';";
    writeFileSync(join(samlab.folder, 'no-playwright.mjs'), program);
    const { status, stderr } = spawnSync(process.execPath, ['no-playwright.mjs'], {
      cwd: samlab.folder,
      encoding: 'utf8',
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain(
      'samlab/playwright needs Playwright: run "npm install --save-dev @playwright/test"',
    );
  });

  test('knows its version and its commands', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await outcome('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect(await outcome('help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('start'),
    });
  });
});

describe('samlab start', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('prints one line, and %s stops it', async (signal) => {
    const running = run('start', '--json', '--memory', ...anyPorts);
    const line = await startLine(running);
    expect((await fetch(`${line.idp}/healthz`)).status).toBe(200); // also leaves a connection open
    running.child.kill(signal);
    expect(await running.exit()).toBe(0);
    expect(running.written.stdout).toBe(`${JSON.stringify(line)}\n`);
    for (const logged of running.written.stderr.trimEnd().split('\n'))
      expect(JSON.parse(logged)).toHaveProperty('site'); // the log: JSON, as this is no terminal
  });

  test('prints a banner without --json, without colour into a pipe, and keeps its state', async () => {
    const running = run('start', '--data', 'state', ...anyPorts);
    while (!running.written.stdout.includes('Ctrl-C')) await new Promise((r) => setTimeout(r, 50));
    running.child.kill('SIGTERM');
    expect(await running.exit()).toBe(0);
    expect(running.written.stdout).toContain('state (a new lab)');
    expect(running.written.stdout).not.toContain('\u001b');
    const again = run('start', '--data', 'state', '--json', ...anyPorts);
    const { users } = await startLine(again);
    for (const { password } of users) expect(running.written.stdout).toContain(password);
  });
});

describe('a start that fails prints one sentence and changes nothing', () => {
  const sentence = /^samlab: [A-Z][^\n]+\.\n$/;

  test('a used port', async () => {
    const blocker = createServer();
    await new Promise<void>((listening) => blocker.listen(0, '127.0.0.1', listening));
    const address = blocker.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const refused = await outcome('start', '--memory', ...anyPorts, '--idp-port', `${port}`);
    await new Promise((closed) => blocker.close(closed));
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(sentence) });
    expect(refused.stderr).toContain(`Port ${port} is in use`);
    expect(refused.stderr).toContain('--idp-port');
  });

  test('a folder that cannot be written to', async () => {
    writeFileSync(join(cwd, 'file'), 'mine');
    const refused = await outcome('start', '--data', 'file/lab', ...anyPorts);
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(sentence) });
    expect(refused.stderr).toContain(join(cwd, 'file/lab'));
    expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('mine');
  });

  test('a damaged database', async () => {
    const first = run('start', '--data', 'lab', '--json', ...anyPorts);
    await first.firstLine();
    first.child.kill('SIGTERM');
    await first.exit();
    const file = join(cwd, 'lab', 'idp.db');
    writeFileSync(file, 'no database');
    const hash = () => createHash('sha256').update(readFileSync(file)).digest('hex');
    const before = hash();
    const refused = await outcome('start', '--data', 'lab', ...anyPorts);
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(sentence) });
    expect(refused.stderr).toContain(file);
    expect(hash()).toBe(before);
  });
});

describe('a wrong command line: exit code 2, a sentence for each fault, nothing done', () => {
  test.each<[string, string[]]>([
    ['', ['Name a command; "samlab --help" lists them.']],
    ['--bogus', ['Unknown option --bogus; "samlab --help" lists the options.']],
    ['strat', ['Unknown command strat; did you mean start?']],
    ['help strat', ['Name a command; "samlab --help" lists them.']],
    [
      'start --prot 5 --port x',
      [
        'Unknown option --prot; "samlab start --help" lists the options.',
        '--port must be a number from 0 (any free port) to 65535, not "x".',
      ],
    ],
    ['start --port', ['--port needs a value: --port <number>.']],
    ['check --data', ['--data needs a value: --data <folder>.']],
    ['check --data --serve', ['--data needs a value: --data <folder>.']],
    [
      'check --print-idp-metadata --bogus',
      ['Unknown option --bogus; "samlab check --help" lists the options.'],
    ],
    [
      'check metadata.xml --concurrency many',
      [
        'Unexpected argument "metadata.xml"; "samlab check" accepts options only.',
        '--concurrency must be a number from 1 to 64, not "many".',
      ],
    ],
    ['tutorial --lab', ['--lab needs a value: --lab <url>.']],
    [
      'tutorial again --lab here',
      [
        'Unexpected argument "again"; "samlab tutorial" accepts options only.',
        '--lab must be the URL of a lab home, such as http://localhost:4000, not "here".',
      ],
    ],
  ])('samlab %s', async (line, sentences) => {
    expect(await outcome(...line.split(' ').filter((word) => word !== ''))).toEqual({
      code: 2,
      stdout: '',
      stderr: sentences.map((sentence) => `samlab: ${sentence}\n`).join(''),
    });
    expect(readdirSync(cwd)).toEqual([]);
  });
});
