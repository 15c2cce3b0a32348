import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser } from '../../browser/find-browser.ts';
import { findProgram } from '../../browser/find-program.ts';
import { type Lab, startLab } from '../../lab/index.ts';
import { runCaptured } from '../testing/run-captured.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'samlab-ca-'));
let lab: Lab;
let printed: string;
let url: string;
beforeAll(async () => {
  lab = await startLab({
    ...{ memory: true, ports: { lab: 0, idp: 0, sp: 0 }, addresses: { https: true } },
  });
  url = `${lab.start.lab}/healthz`;
  printed = (await runCaptured('ca', join(folder, 'our ca.pem'), '--lab', lab.start.lab)).out;
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

function lineFor(program: string): string {
  const lines = printed.split('\n');
  return lines[lines.indexOf(program) + 1]?.trim() ?? '';
}

const sh = async (line: string, env: NodeJS.ProcessEnv = {}) =>
  (await run('sh', ['-ec', line], { cwd: folder, env: { ...process.env, ...env } })).stdout;

const without = (program: string, path?: string) =>
  (path === undefined ? findProgram(program) === undefined : !existsSync(path)) &&
  process.env.CI === undefined;

/** NSS is the library that Firefox checks certificates with. */
test.skipIf(without('certutil'))(
  'Firefox: a profile trusts the lab, and did not before',
  async () => {
    const profile = join(folder, 'a profile');
    mkdirSync(profile);
    const visit = async () => {
      const args = ['-o', '-p', new URL(url).port, '-d', `sql:${profile}`, 'localhost'];
      const { stdout, stderr } = await run('vfyserv', args).catch((failed) => failed);
      return `${stdout}${stderr}`;
    };
    await run('certutil', ['-N', '-d', `sql:${profile}`, '--empty-password']);
    expect(await visit()).toContain('issuer has been marked as not trusted');
    await sh(lineFor('Firefox').replace('PROFILE_FOLDER', `'${profile}'`));
    expect(await visit()).toContain('SERVER CONFIGURED CORRECTLY');
  },
);

const browser = findBrowser();
test.skipIf(without('certutil') || browser === undefined)('Chromium on Linux', async () => {
  const home = join(folder, 'home');
  mkdirSync(home);
  const visit = async (profile: string) => {
    const args = ['--headless=new', '--no-sandbox', '--disable-gpu', '--dump-dom'];
    const options = { env: { ...process.env, HOME: home }, timeout: 90_000 };
    const dir = `--user-data-dir=${join(folder, profile)}`;
    return (await run(browser ?? '', [...args, dir, url], options).catch((failed) => failed))
      .stdout;
  };
  expect(await visit('before')).not.toContain('"ok"');
  await sh(lineFor('Chromium, Linux'), { HOME: home });
  expect(await visit('after')).toContain('"ok"');
});

/** The line as it is, in a copy of the folders that it writes to: nothing of this machine changes. */
const system = '/etc/ssl/certs';
const cannotMount = process.getuid?.() !== 0 || without('unshare') || without('', system);
test.skipIf(cannotMount)(
  'Debian and Alpine: update-ca-certificates takes it from /usr/local/share/ca-certificates',
  async () => {
    const [etc, local] = [join(folder, 'etc'), join(folder, 'local')];
    cpSync(system, etc, { recursive: true, verbatimSymlinks: true });
    mkdirSync(local);
    const [debian, alpine] = [lineFor('Debian, Ubuntu'), lineFor('Alpine')];
    expect(alpine).toBe(`apk add ca-certificates && ${debian}`);
    const bundle = `${system}/ca-certificates.crt`;
    const curl = `curl --silent --fail --cacert ${bundle} ${url}`;
    const inCopies = (line: string) =>
      run('unshare', [
        ...['--mount', 'sh', '-ec'],
        `mount --bind '${etc}' ${system}; mount --bind '${local}' /usr/local/share/ca-certificates; ${line}`,
      ]);
    await expect(inCopies(curl)).rejects.toMatchObject({ code: 60 });
    expect((await inCopies(`(${debian}) >&2; ${curl}`)).stdout).toContain('"ok"');
    await expect(sh(curl)).rejects.toMatchObject({ code: 60 });
  },
);

const keytool = findProgram('keytool');
const javaHome =
  process.env.JAVA_HOME ?? (keytool && dirname(dirname(realpathSync(keytool)))) ?? '';
test.skipIf(!existsSync(join(javaHome, 'lib/security/cacerts')))('Java', async () => {
  const line = lineFor('Java');
  const java = `'${join(javaHome, 'bin/java')}' Visit.java ${url}`;
  const source = `public class Visit { public static void main(String[] a) throws Exception {
    System.out.print(new String(new java.net.URL(a[0]).openStream().readAllBytes())); } }`;
  await sh(`cat > Visit.java <<'END'\n${source}\nEND`);
  const env = { JAVA_HOME: javaHome, PATH: `${javaHome}/bin:${process.env.PATH}` };
  await expect(sh(java, env)).rejects.toThrow('PKIX path building failed');
  expect(await sh(`${line} && ${java}`, env)).toContain('"ok"');
});
