import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { startLab } from '../library.ts';
import { signInAt } from '../testing/local-browser.ts';
import { portOf, RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();
const dropIn = {
  name: 'test-saml-idp',
  port: 0,
  serviceProvider: { entityId: 'sp', assertionConsumerService: 'http://localhost:9/acs' },
} as const;

/** The answer of a port of this machine to a request with these headers. */
async function ask(
  port: number,
  path: string,
  headers: Record<string, string>,
  host = '127.0.0.1',
) {
  const asked = request({ host, port, path, headers });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const cookies = answer.headers['set-cookie'] ?? [];
  return { status: answer.statusCode, cookies, body: await text(answer) };
}

describe('a lab behind public URLs', () => {
  const publicUrls = {
    lab: 'https://lab.test',
    idp: 'https://login.test',
    sp: 'https://peakon.test:8443',
  };

  test('metadata, settings, links and redirects use them, also in a lab that was elsewhere before', async () => {
    await labs.start({ dataDir: labs.folder });
    await labs.stop();
    const addresses = { publicUrls, trustedProxies: ['loopback'] };
    const { start, state, directory, ports } = await labs.start({
      dataDir: labs.folder,
      addresses,
    });
    expect(state).toBe('moved');
    expect(start).toMatchObject(publicUrls);
    const { tenantId } = start;
    const path = `/${tenantId}/federationmetadata/2007-06/federationmetadata.xml`;
    const metadata = await ask(ports.idp, path, { host: 'login.test' });
    expect(metadata.body).toContain(`Location="https://login.test/${tenantId}/saml2"`);
    expect(metadata.body).not.toContain('localhost');
    const peakon = await directory.findApplication(tenantId, { displayName: 'Peakon' });
    expect(JSON.stringify(peakon)).toContain('https://peakon.test:8443/saml/contoso/assert');
    const page = await ask(ports.sp, '/login', { host: 'peakon.test:8443' });
    expect(page.body).toContain('href="https://lab.test');
  });

  test('a trusted proxy says how the browser asked; nobody else does', async () => {
    const forwarded = { 'x-forwarded-host': 'login.test', 'x-forwarded-proto': 'https' };
    const cookiesOf = async (trustedProxies: string[], host: string) => {
      const publicUrls = { lab: 'http://lab.test' };
      const { ports } = await labs.start({
        memory: true,
        addresses: { publicUrls, trustedProxies, aliases: ['login.test'] },
      });
      const { status, cookies } = await ask(ports.lab, '/', { host, ...forwarded });
      await labs.stop();
      return { status, secure: cookies.some((cookie) => /; Secure/i.test(cookie)) };
    };
    expect(await cookiesOf(['loopback'], '127.0.0.1')).toEqual({ status: 200, secure: true });
    // A rebound page can send the header itself where the browser's machine is trusted.
    expect(await cookiesOf(['loopback'], 'evil.test')).toEqual({ status: 421, secure: false });
    expect(await cookiesOf(['192.0.2.0/24'], 'backend')).toEqual({ status: 421, secure: false });
    expect(await cookiesOf(['192.0.2.0/24'], 'localhost')).toEqual({ status: 200, secure: false });
    expect(await cookiesOf([], 'localhost')).toEqual({ status: 200, secure: false });
  });

  test.each<[proxies: string[], peer: string, trusted: boolean]>([
    [['::1'], '::1', true],
    [['::1'], '127.0.0.1', false],
    [['::/8'], '::1', true],
    [['fc00::/7'], '::1', false],
    [['127.0.0.0/8'], '127.0.0.1', true],
    [['127.0.0.0/31'], '127.0.0.1', true],
    [['127.0.0.2/31'], '127.0.0.1', false],
    [['127.0.0.0/8'], '::1', false],
    [['::ffff:127.0.0.0/104'], '127.0.0.1', true],
    [['192.0.2.1', '::1/128'], '::1', true],
    [['loopback'], '::1', true],
    [['linklocal', 'uniquelocal'], '127.0.0.1', false],
  ])(
    'with the trusted proxies %j, one at %s is trusted: %s',
    async (trustedProxies, peer, trusted) => {
      const { ports } = await labs.start({
        memory: true,
        addresses: { trustedProxies, aliases: ['login.test'] },
      });
      const headers = { host: 'localhost', 'x-forwarded-host': 'login.test' };
      const secure = { ...headers, 'x-forwarded-proto': 'https' };
      const { cookies } = await ask(ports.lab, '/', secure, peer);
      expect(cookies.some((cookie) => /; Secure/i.test(cookie))).toBe(trusted);
      const foreign = await ask(
        ports.lab,
        '/',
        { ...headers, 'x-forwarded-host': 'evil.test' },
        peer,
      );
      expect(foreign.status).toBe(trusted ? 421 : 200);
    },
  );

  test('a peer at an IPv4 address is known by it, also where the lab listens on ::', async () => {
    const { ports } = await labs.start({
      memory: true,
      addresses: { trustedProxies: ['127.0.0.0/8'], host: '::', expose: true },
    });
    const headers = { host: 'localhost', 'x-forwarded-proto': 'https' };
    const { cookies } = await ask(ports.lab, '/', headers);
    expect(cookies.some((cookie) => /; Secure/i.test(cookie))).toBe(true);
  });

  test.each<[Record<string, string>, trusted: number, untrusted: number]>([
    [{ host: 'localhost:65535' }, 200, 200],
    [{ host: 'localhost:65536' }, 421, 421],
    [{ host: 'localhost:99999' }, 421, 421],
    [{ host: '[::1' }, 421, 421],
    [{ host: 'localhost', 'x-forwarded-host': 'localhost:99999' }, 421, 200],
    [{ host: 'localhost', 'x-forwarded-host': 'localhost, evil.test' }, 421, 200],
    [{ host: 'localhost', 'x-forwarded-proto': 'javascript' }, 400, 200],
    [{ host: 'localhost', 'x-forwarded-proto': '"><b>' }, 400, 200],
    [{ host: 'localhost', 'x-forwarded-for': 'no address, "><b>' }, 200, 200],
  ])(
    '%j is answered with %d from a trusted proxy, with %d from others, at every site',
    async (headers, trusted, untrusted) => {
      for (const [trustedProxies, status] of [
        [['loopback'], trusted],
        [['192.0.2.1'], untrusted],
      ] as const) {
        const lab = await labs.start({
          ...{ memory: true, addresses: { trustedProxies: [...trustedProxies] }, dropIn },
        });
        const { lab: home, idp, sp } = lab.ports;
        for (const [port, path] of [
          [home, '/'],
          [idp, '/'],
          [sp, '/login'],
          [portOf(lab.start.dropIn?.url ?? ''), '/simplesaml/saml2/idp/metadata.php'],
          [
            portOf(lab.start.dropIn?.url ?? ''),
            '/simplesaml/module.php/core/frontpage_welcome.php',
          ],
        ] as const) {
          const answer = await ask(port, path, headers);
          expect([path, answer.status]).toEqual([path, status]);
          expect(answer.body).not.toContain('"><b>');
        }
        await labs.stop();
      }
    },
  );

  test('an alias is answered, and another name is told how to become one', async () => {
    const { ports } = await labs.start({
      memory: true,
      addresses: { aliases: ['samlab', 'idp=login.internal'] },
    });
    const status = async (port: number, host: string) =>
      (await ask(port, '/healthz', { host })).status;
    expect(await status(ports.lab, 'samlab:4000')).toBe(200);
    expect(await status(ports.sp, 'SAMLAB')).toBe(200);
    expect(await status(ports.idp, 'login.internal')).toBe(200);
    expect(await status(ports.sp, 'login.internal')).toBe(421);
    expect(await ask(ports.sp, '/', { host: 'other' })).toMatchObject({
      status: 421,
      body: expect.stringContaining(
        'not for other.\nTo reach it under another name, start samlab with --alias',
      ),
    });
  });
});

test('on a single port, the host name tells the sites apart, for a whole sign-in', async () => {
  const lab = await labs.start({ memory: true, addresses: { singlePort: true } });
  const { start, ports } = lab;
  expect(new Set(Object.values(ports)).size).toBe(1);
  const port = portOf(start.lab);
  expect(start).toMatchObject({
    lab: `http://localhost:${port}`,
    idp: `http://idp.localhost:${port}`,
    sp: `http://sp.localhost:${port}`,
  });
  expect((await signInAt(lab)).url).toBe(`${start.sp}/account`);
  const site = async (host: string) =>
    /data-site="(\w+)"/.exec((await ask(port, '/', { host })).body)?.[1];
  expect(await site('localhost')).toBe('lab');
  expect((await ask(port, '/', { host: 'other.localhost' })).status).toBe(421);
});

test('a request that is handed over is logged once, by the site that answers it', async () => {
  const lines: { site?: string; path?: string; SAMLRequest?: string; msg: string }[] = [];
  const stream = {
    write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[0]),
  };
  const log = { logger: pino({}, stream), messages: true };
  const { ports } = await labs.start({ memory: true, addresses: { singlePort: true }, log });
  const logged = (path: string) =>
    lines.filter((line) => line.path?.startsWith(path)).map(({ site }) => site);
  await ask(ports.lab, '/once', { host: 'idp.localhost' });
  await ask(ports.lab, '/once-too', { host: 'sp.localhost' });
  await ask(ports.lab, '/api/v1/tenants', { host: 'localhost' }); // the API is a separate application
  await ask(ports.lab, '/plain', { host: 'localhost' }); // control
  // A line is written once its answer is sent.
  await vi.waitFor(() => expect(logged('/plain')).toEqual(['lab']), { timeout: 10_000 });
  expect(logged('/once-too')).toEqual(['sp']);
  expect(logged('/once').filter((site) => site === 'idp')).toEqual(['idp']);
  expect(logged('/once')).toHaveLength(2);
  expect(logged('/api/v1/tenants')).toEqual(['lab']);
});

test('a port that would be ignored on a single port is refused, of the options and of the settings', async () => {
  const addresses = { singlePort: true };
  const start = (options: object) =>
    startLab({ memory: true, ports: { lab: 0 }, ...options }).then(
      (lab) => lab.close().then(() => 'started'),
      (error: Error) => error.message,
    );
  expect(await start({ addresses, ports: { lab: 0, idp: 4999, sp: 4998 } })).toBe(
    'With the option addresses.singlePort, all sites answer on the port of the lab home: leave out the option ports.idp and the option ports.sp.',
  );
  expect(await start({ settings: { addresses, ports: { sp: 4998 } } })).toContain(
    'ports.sp: has no effect on a single port',
  );
  expect(await start({ addresses, settings: { ports: { idp: 4998 } } })).toContain(
    'ports.idp: has no effect on a single port',
  );
  expect(await start({ addresses, ports: { lab: 0, idp: 0, sp: 0 } })).toBe('started');
});

const elsewhere = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

test.skipIf(elsewhere === undefined)(
  'an exposed lab answers at the addresses of the machine, and says so',
  async () => {
    const host = elsewhere ?? '';
    const lab = await labs.start({ memory: true, addresses: { host: '0.0.0.0', expose: true } });
    expect(lab.warnings[0]).toContain('Everyone who can reach 0.0.0.0');
    const { lab: port } = lab.ports;
    expect(lab.warnings[1]).toContain(`this token: ${lab.apiToken}`);
    const call = (authorization: string) =>
      ask(port, '/api/v1', { host: `localhost:${port}`, authorization });
    expect((await call('')).status).toBe(401);
    expect((await call(`Bearer ${lab.apiToken}`)).status).toBe(200);
    expect((await ask(port, '/', { host: `${host}:${port}` }, host)).status).toBe(200);
    expect((await ask(port, '/', { host: 'rebound.test' }, host)).status).toBe(421);
    expect((await ask(port, '/', { host: '192.0.2.1' }, host)).status).toBe(421);
    expect((await ask(port, '/', { host: `localhost:${port}` }, '::1')).status).toBe(200);
    await labs.stop();
    const { ports, warnings, apiToken } = await labs.start({ memory: true });
    expect([warnings, apiToken]).toEqual([[], undefined]);
    await expect(ask(ports.lab, '/', {}, host)).rejects.toThrow('ECONNREFUSED');
  },
);
