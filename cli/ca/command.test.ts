import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Lab, startLab } from '../../lab/index.ts';
import { runCaptured } from '../testing/run-captured.ts';

const run = promisify(execFile);
const trustedByNode = getCACertificates('default');
const folder = mkdtempSync(join(tmpdir(), 'samlab-ca-'));
const dataDir = join(folder, '.samlab');
const file = join(folder, 'our ca.pem');
let lab: Lab;
let printed: string;
beforeAll(async () => {
  const ports = { lab: 0, idp: 0, sp: 0 };
  lab = await startLab({ dataDir, ports, addresses: { https: true } });
  printed = (await runCaptured('ca', file, '--data', dataDir)).out;
});
afterAll(async () => {
  await lab.close();
  setDefaultCACertificates(trustedByNode);
  rmSync(folder, { recursive: true });
});

test('writes the certificate without its key, for everyone to read, and leaves other files alone', async () => {
  expect(readFileSync(file, 'utf8')).toBe(lab.ca);
  expect(statSync(file).mode & 0o444).toBe(0o444 & ~process.umask());
  expect((await runCaptured('ca', file, '--data', dataDir)).code).toBe(0);
  const other = join(folder, 'other.pem');
  writeFileSync(other, 'mine');
  const refused = await runCaptured('ca', other, '--data', dataDir);
  expect(refused).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('exists already'),
  });
  expect(readFileSync(other, 'utf8')).toBe('mine');
  expect((await runCaptured('ca', other, '--force', '--data', dataDir)).code).toBe(0);
  expect(readFileSync(other, 'utf8')).toBe(lab.ca);
});

test('--json describes it as openssl does', async () => {
  const { out } = await runCaptured('ca', file, '--json', '--data', dataDir);
  const described = JSON.parse(out);
  const { stdout } = await run('openssl', [
    'x509',
    '-in',
    file,
    '-noout',
    '-fingerprint',
    '-sha256',
  ]);
  expect(stdout.trim()).toBe(`sha256 Fingerprint=${described.fingerprint}`);
  const pin = `openssl x509 -in '${file}' -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64`;
  expect((await run('sh', ['-c', pin])).stdout.trim()).toBe(described.spki);
  expect(described).toMatchObject({
    file,
    lab: lab.start.lab,
    subject: expect.stringMatching(/^CN=samlab local CA /),
  });
});

describe('the line that it prints works for', () => {
  const lineFor = (program: string) => {
    const lines = printed.split('\n');
    return lines[lines.indexOf(program) + 1]?.trim() ?? '';
  };
  const sh = async (line: string, env = {}) =>
    (await run('sh', ['-c', line], { cwd: folder, env: { ...process.env, ...env } })).stdout;

  test('curl', async () => {
    expect(await sh(`${lineFor('curl')}/healthz`)).toContain('"ok"');
    await expect(sh(`curl ${lab.start.lab}/healthz`)).rejects.toMatchObject({ code: 60 });
  });

  test('Node', async () => {
    const script = `fetch('${lab.start.idp}/healthz').then(({ status }) => console.log(status))`;
    const node = `'${process.execPath}' -e "${script}"`;
    expect(await sh(`${lineFor('Node')} && ${node}`)).toBe('200\n');
    await expect(sh(node)).rejects.toThrow('SELF_SIGNED_CERT_IN_CHAIN');
  });

  test('Python', async () => {
    const script = `import urllib.request; print(urllib.request.urlopen('${lab.start.sp}/healthz').status)`;
    const python = `python3 -c "${script}"`;
    expect(await sh(`${lineFor('Python')} && ${python}`)).toBe('200\n');
    await expect(sh(python)).rejects.toThrow('CERTIFICATE_VERIFY_FAILED');
  });
});

test('without an authority, one sentence and exit code 2', async () => {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  expect(await runCaptured('ca', join(folder, 'none.pem'), '--data', empty)).toEqual({
    code: 2,
    out: '',
    err: expect.stringContaining('has no certificate authority yet: start its lab once'),
  });
  const unknown = await runCaptured('ca', 'a.pem', 'b.pem', '--nope');
  expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('b.pem') });
});

test('status and export reach the lab, by its http URL too; export says when it does not trust it', async () => {
  expect((await runCaptured('status', '--data', dataDir)).code).toBe(0); // running, and every site is healthy
  const untrusted = await runCaptured('export', '--lab', lab.start.lab);
  expect(untrusted).toMatchObject({
    code: 2,
    err: expect.stringContaining(
      'is not trusted here (SELF_SIGNED_CERT_IN_CHAIN). Set NODE_EXTRA_CA_CERTS',
    ),
  });
  for (const url of [lab.start.lab, lab.start.lab.replace('https:', 'http:')]) {
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    expect(await runCaptured('export', '--lab', url)).toMatchObject({ code: 0, err: '' });
  }
});
