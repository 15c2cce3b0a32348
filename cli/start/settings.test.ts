import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { startLab } from '../../lab/index.ts';
import { ArgumentFaults } from '../faults.ts';
import { runCaptured } from '../testing/run-captured.ts';
import { readStartOptions } from './options.ts';
import { watchSettings } from './watch-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-start-settings-'));
const file = join(folder, 'samlab.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const users = (...names: string[]) =>
  `peakon: false\ntenants:\n  - domain: contoso.com\n    users:\n${names.map((name) => `      - userPrincipalName: ${name}\n`).join('')}`;

test('faults of the settings file end the command with exit code 2, one line each', async () => {
  writeFileSync(file, 'prots: {}\nports: { lab: x }\n');
  const { code, out, err } = await runCaptured('start', '--memory', '--config', file);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe(
    `samlab: ${file}:1:1: prots: there is no such key; did you mean ports?\nsamlab: ${file}:2:15: ports.lab: must be a whole number from 0 to 65535, not "x".\n`,
  );
});

test('the file is named by --config; its ports count, except those of the command line', () => {
  expect(readStartOptions({ config: 'a.yaml' })).toMatchObject({ config: 'a.yaml', ports: {} });
  expect(readStartOptions({ config: 'a.yaml', idpPort: '0' }).ports).toEqual({ idp: 0 });
  expect(readStartOptions({}).config).toBeUndefined();
  expect(() => readStartOptions({ watch: true })).toThrow(ArgumentFaults);
  expect(readStartOptions({ watch: true, config: 'a.yaml' }).watch).toBe(true);
});

test('DATABASE_URL is the database, unless --memory is given; what is no PostgreSQL URL is a fault that does not repeat it', () => {
  const url = 'postgresql://samlab:secret@localhost/samlab';
  vi.stubEnv('DATABASE_URL', url);
  expect(readStartOptions({})).toMatchObject({ databaseUrl: url });
  expect(readStartOptions({ memory: true })).toMatchObject({ databaseUrl: undefined });
  vi.stubEnv('DATABASE_URL', '');
  expect(readStartOptions({})).toMatchObject({ databaseUrl: undefined });
  for (const wrong of ['mysql://samlab:secret@localhost/samlab', 'postgresql://[secret']) {
    vi.stubEnv('DATABASE_URL', wrong);
    expect(() => readStartOptions({})).toThrow(/DATABASE_URL must be the URL of a PostgreSQL/);
    expect(() => readStartOptions({})).not.toThrow(/secret/);
    expect(readStartOptions({ memory: true })).toMatchObject({ databaseUrl: undefined });
  }
  vi.unstubAllEnvs();
});

test('--smtp-url is the URL of an SMTP server; the fault of another one does not repeat its password', () => {
  const url = 'smtps://ann:secret@mail.example';
  expect(readStartOptions({ smtpUrl: url }).smtp).toEqual({ url });
  for (const wrong of ['http://ann:secret@mail.example', 'mail:secret', '']) {
    expect(() => readStartOptions({ smtpUrl: wrong })).toThrow(/--smtp-url must be the URL of an/);
    expect(() => readStartOptions({ smtpUrl: wrong })).not.toThrow(/secret/);
  }
});

test('SAMLAB_API_TOKEN is the token of the HTTP API, and a weak or empty one is a fault', () => {
  expect(readStartOptions({}).apiToken).toBeUndefined();
  vi.stubEnv('SAMLAB_API_TOKEN', 'Maple-Otter-4711-Glacier');
  expect(readStartOptions({}).apiToken).toBe('Maple-Otter-4711-Glacier');
  for (const wrong of ['', 'short', 'Maple Otter 4711 Glacier']) {
    vi.stubEnv('SAMLAB_API_TOKEN', wrong);
    expect(() => readStartOptions({})).toThrow(/SAMLAB_API_TOKEN must be 16 to 200/);
  }
  vi.unstubAllEnvs();
});

test('addresses of the file have their place in it; those of the command are named by their flag', async () => {
  writeFileSync(
    file,
    'addresses:\n  host: 0.0.0.0\n  aliases: [samlab]\n  publicUrls: { idp: login.test }\n',
  );
  const { code, err } = await runCaptured('start', '--memory', '--config', file, '--single-port');
  expect(code).toBe(2);
  expect(err).toMatch(/samlab\.yaml:2:9: addresses\.host: 0\.0\.0\.0 lets other machines/);
  expect(err).toMatch(/samlab\.yaml:4:22: addresses\.publicUrls\.idp: must be the URL of a site/);
  expect(err).toMatch(/samlab\.yaml:3:12: addresses\.aliases: must say which site "samlab" is/);
  const given = await runCaptured('start', '--memory', '--host', '0.0.0.0', '--alias', 'a b');
  expect(given.code).not.toBe(0);
  expect(given.err).toMatch(/samlab: --host 0\.0\.0\.0 lets .*\n.*--alias must be/);
});

test('--watch applies what is saved; faults change nothing, and the next save counts', async () => {
  writeFileSync(file, users('ann@contoso.com'));
  const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 }, config: file });
  const lines: string[] = [];
  const watching = watchSettings(lab, file, (line) => lines.push(line));
  const names = async () =>
    (await lab.directory.listUsers(lab.start.tenantId)).map((user) => user.userPrincipalName);
  const says = (text: string) =>
    vi.waitFor(() => expect(lines.join('\n')).toContain(text), { timeout: 20_000, interval: 20 });

  writeFileSync(file, users('bob@contoso.com', 'x'));
  await says('tenants[0].users[1].userPrincipalName');
  await says('goes on with the settings from before');
  expect(await names()).toEqual(expect.arrayContaining(['ann@contoso.com']));
  expect(await names()).not.toContain('bob@contoso.com');

  // As many editors save.
  writeFileSync(`${file}.new`, users('bob@contoso.com'));
  renameSync(`${file}.new`, file);
  await says('was applied');
  expect(await names()).toContain('bob@contoso.com');
  expect(await names()).not.toContain('ann@contoso.com');
  await watching.close();
  await lab.close();
});
