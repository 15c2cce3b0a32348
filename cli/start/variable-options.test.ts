import { afterEach, expect, test, vi } from 'vitest';
import { statusCommand } from '../status/command.ts';
import { runCaptured } from '../testing/run-captured.ts';
import type { StartArguments } from './arguments.ts';
import { startCommand } from './command.ts';
import { readStartOptions } from './options.ts';

afterEach(() => vi.unstubAllEnvs());

const optionsOf = (...args: string[]) => readStartOptions(given(...args));

function given(...args: string[]): StartArguments {
  const command = startCommand().action(() => {});
  return command.parse(args, { from: 'user' }).opts();
}

test('variables set the addresses for containers', () => {
  vi.stubEnv('SAMLAB_ALIAS', 'samlab, idp=login');
  vi.stubEnv('SAMLAB_IDP_PUBLIC_URL', 'http://login.test');
  vi.stubEnv('SAMLAB_EXPOSE', '1');
  const proxies = ['--trust-proxy', '10.0.0.1', '--trust-proxy', '10.0.0.2'];
  expect(optionsOf('--host', '0.0.0.0', ...proxies).addresses).toEqual({
    host: '0.0.0.0',
    expose: true,
    aliases: ['samlab', 'idp=login'],
    trustedProxies: ['10.0.0.1', '10.0.0.2'],
    publicUrls: { idp: 'http://login.test' },
  });
});

test('variables set ports, folder, log, clock and settings; what is typed wins', () => {
  vi.stubEnv('SAMLAB_PORT', '5000');
  vi.stubEnv('SAMLAB_IDP_PORT', '5100');
  vi.stubEnv('SAMLAB_SP_PORT', '5200');
  vi.stubEnv('SAMLAB_DATA', '/data');
  vi.stubEnv('SAMLAB_LOG', '-');
  vi.stubEnv('SAMLAB_LOG_LEVEL', 'debug');
  vi.stubEnv('SAMLAB_LOG_MESSAGES', 'true');
  vi.stubEnv('SAMLAB_CLOCK', '+3d');
  vi.stubEnv('SAMLAB_SMTP_URL', 'smtp://mail:1025');
  vi.stubEnv('SAMLAB_EMPTY', 'yes');
  expect(optionsOf('--idp-port', '0')).toMatchObject({
    ports: { lab: 5000, idp: 0, sp: 5200 },
    dataDir: '/data',
    log: { to: '-', level: 'debug', messages: true },
    clock: '+3d',
    smtp: { url: 'smtp://mail:1025' },
    empty: true,
  });
  vi.stubEnv('SAMLAB_CONFIG', 'env.yaml');
  expect(optionsOf('--port', '1')).toMatchObject({
    config: 'env.yaml',
    ports: { lab: 1, idp: 5100, sp: 5200 },
  });
  expect(optionsOf('--config', 'a.yaml').config).toBe('a.yaml');
  expect(
    statusCommand()
      .action(() => {})
      .parse([], { from: 'user' })
      .opts(),
  ).toEqual({
    data: '/data',
  });
});

test('an empty variable counts as none, and a variable can switch an option off', () => {
  for (const name of ['DATA', 'PORT', 'PUBLIC_URL', 'ALIAS', 'LOG_LEVEL', 'CONFIG', 'EXPOSE'])
    vi.stubEnv(`SAMLAB_${name}`, '');
  expect(given()).toEqual({});
  for (const off of ['false', 'FALSE', 'no', 'off', '0']) {
    vi.stubEnv('SAMLAB_EXPOSE', off);
    expect([off, given()]).toEqual([off, {}]);
    vi.stubEnv('SAMLAB_PORT', off); // (control) an option with a value takes it as it is
    expect(given()).toEqual({ port: off });
    vi.stubEnv('SAMLAB_PORT', '');
  }
  vi.stubEnv('SAMLAB_EXPOSE', 'true');
  expect(given()).toEqual({ expose: true });
});

test('--memory replaces the folder of SAMLAB_DATA, and excludes --data', async () => {
  vi.stubEnv('SAMLAB_DATA', '/data');
  const port = ['--port', 'x']; // ends the start with a fault that is the only one
  const typed = await runCaptured('start', '--memory', ...port);
  expect(typed).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^samlab: --port must be .*\n$/),
  });
  const both = await runCaptured('start', '--memory', '--data', '/data', ...port);
  expect(both.err).toContain('--memory and --data exclude each other');
});
