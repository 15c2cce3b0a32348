import { once } from 'node:events';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostsOutside, makeAuthority, makeServerCertificate } from './authority.ts';
import { toPem } from './certificate.ts';
import type { SigningKey } from './signing-certificate.ts';
import { openssl } from './testing/openssl.ts';

const hosts = [
  'localhost',
  'idp.localhost',
  '127.0.0.1',
  '::1',
  'login.test',
  '192.0.2.7',
  '2001:db8::7',
];
const now = new Date();
let authority: SigningKey;
let server: SigningKey;
beforeAll(async () => {
  authority = await makeAuthority({ hosts, now });
  server = await makeServerCertificate(authority, { hosts, now });
});

const keyOf = ({ privateKey }: SigningKey) =>
  privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const text = ({ certificate }: SigningKey) =>
  openssl(['x509', '-in', 'c', '-noout', '-text'], { c: toPem(certificate) }).toString();

/** What openssl says of a server certificate, as strictly as RFC 5280. */
const verify = (from: SigningKey, by = authority, ...args: string[]) =>
  openssl(['verify', '-x509_strict', '-purpose', 'sslserver', ...args, '-CAfile', 'ca', 'c'], {
    ca: toPem(by.certificate),
    c: toPem(from.certificate),
  }).toString();

describe('according to openssl', () => {
  test('the authority is one for servers only, and for its hosts and those of this machine only', () => {
    const read = text(authority);
    expect(read).toContain(
      'X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0',
    );
    expect(read).toContain('X509v3 Key Usage: critical\n                Certificate Sign\n');
    expect(read).toContain(
      'X509v3 Extended Key Usage: \n                TLS Web Server Authentication\n',
    );
    const constraints = /X509v3 Name Constraints: critical\n([\s\S]*?)X509v3/.exec(read)?.[1];
    expect(constraints?.trim().split(/\s*\n\s*/)).toEqual([
      'Permitted:',
      'DNS:localhost',
      'DNS:login.test',
      'IP:127.0.0.0/255.0.0.0',
      'IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF',
      'IP:192.0.2.7/255.255.255.255',
      'IP:2001:DB8:0:0:0:0:0:7/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF',
    ]);
  });

  test.each(hosts)('a server certificate is valid for %s', (host) => {
    const option = /^[\d.]+$|:/.test(host) ? '-verify_ip' : '-verify_hostname';
    expect(verify(server, authority, option, host)).toBe('c: OK\n');
  });

  test('it is valid for no other host, and from no other authority', async () => {
    expect(() => verify(server, authority, '-verify_hostname', 'other.test')).toThrow(
      'hostname mismatch',
    );
    const other = await makeAuthority({ hosts, now });
    expect(() => verify(server, other)).toThrow('unable to get local issuer certificate');
    expect(other.certificate.subject).not.toBe(authority.certificate.subject);
  });

  test.each(['other.test', 'localhost.test', '192.0.2.8', '2001:db8::8'])(
    'a certificate that the authority signs for %s is refused, beside one for a permitted host',
    async (host) => {
      const signed = await makeServerCertificate(authority, { hosts: [host], now });
      expect(() => verify(signed)).toThrow('permitted subtree violation');
      const allowed = await makeServerCertificate(authority, { hosts: ['sub.login.test'], now });
      expect(verify(allowed)).toBe('c: OK\n');
    },
  );

  test('an authority without hosts is for this machine', async () => {
    const local = await makeAuthority({ hosts: [], now });
    const sign = (host: string) => makeServerCertificate(local, { hosts: [host], now });
    expect(verify(await sign('sp.localhost'), local)).toBe('c: OK\n');
    expect(verify(await sign('127.3.2.1'), local)).toBe('c: OK\n');
    const outside = await sign('login.test');
    expect(() => verify(outside, local)).toThrow('permitted subtree violation');
  });
});

test('a server certificate is valid for less than 398 days, and not longer than its authority', async () => {
  const days = ({ certificate: { notBefore, notAfter } }: SigningKey) =>
    (notAfter.getTime() - notBefore.getTime()) / 86_400_000;
  expect(days(server)).toBe(397);
  const later = new Date(authority.certificate.notAfter.getTime() - 86_400_000);
  const last = await makeServerCertificate(authority, { hosts, now: later });
  expect(last.certificate.notAfter).toEqual(authority.certificate.notAfter);
});

test('says which hosts an authority cannot vouch for', async () => {
  const asked = [
    ...hosts,
    'SUB.login.test',
    '127.9.9.9',
    'test',
    'xlogin.test',
    '192.0.2.8',
    '::2',
  ];
  expect(await hostsOutside(authority.certificate, asked)).toEqual([
    'test',
    'xlogin.test',
    '192.0.2.8',
    '::2',
  ]);
});

describe('Node', () => {
  let site: ReturnType<typeof createServer>;
  beforeAll(async () => {
    const tls = { cert: toPem(server.certificate), key: keyOf(server) };
    site = createServer(tls, (_request, response) => response.end('here'));
    site.addContext('outside.test', await contextFor('outside.test'));
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
  });
  afterAll(() => site.close());

  async function contextFor(host: string) {
    const signed = await makeServerCertificate(authority, { hosts: [host], now });
    return { cert: toPem(signed.certificate), key: keyOf(signed) };
  }

  const ask = async (servername: string, ca: string | undefined) => {
    const { port } = site.address() as AddressInfo;
    const asked = request({ host: '127.0.0.1', port, servername, ca, agent: false });
    asked.end();
    const [answer] = await once(asked, 'response');
    answer.resume();
    return answer.statusCode;
  };

  test('accepts the permitted hosts with the certificate of the authority, and nothing without it', async () => {
    const ca = toPem(authority.certificate);
    expect(await ask('localhost', ca)).toBe(200);
    expect(await ask('login.test', ca)).toBe(200);
    await expect(ask('outside.test', ca)).rejects.toThrow('permitted subtree violation');
    await expect(ask('localhost', undefined)).rejects.toMatchObject({
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
  });
});
