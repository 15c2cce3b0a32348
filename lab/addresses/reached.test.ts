import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { signInAt } from '../testing/local-browser.ts';
import { portOf, RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

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
