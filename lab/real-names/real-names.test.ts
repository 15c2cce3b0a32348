import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Addresses } from '../addresses/addresses.ts';
import { type Lab, startLab } from '../library.ts';

const ports = { lab: 0, idp: 0, sp: 0 };
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ memory: true, realNames: true, ports });
});
afterAll(() => lab.close());

const argument = (name: string) =>
  lab.browserArguments.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
const doorPort = () =>
  Number(/MAP \* 127\.0\.0\.1:(\d+)/.exec(argument('host-resolver-rules'))?.[1]);

/** Asks as a browser with the lab's arguments does: the name is not looked up, and only the key of the lab is accepted. */
async function ask(url: string, headers: Record<string, string> = {}) {
  const { hostname } = new URL(url);
  const asked = request(url, {
    headers,
    agent: false,
    lookup: (_name, { all }, found) =>
      all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
    port: doorPort(),
    servername: hostname,
    setHost: false,
    rejectUnauthorized: false,
  });
  if (headers.host === undefined) asked.setHeader('host', hostname);
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const key = (answer.socket as TLSSocket).getPeerX509Certificate()?.publicKey;
  const hash = createHash('sha256').update(key?.export({ type: 'spki', format: 'der' }) ?? '');
  expect(hash.digest('base64')).toBe(argument('ignore-certificate-errors-spki-list'));
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const { statusCode: status, headers: answered } = answer;
  return { status, headers: answered, body: Buffer.concat(parts).toString('utf8') };
}

describe('a lab with real names', () => {
  test('has the names of Microsoft and Peakon', () => {
    const { idp, sp, lab: home } = lab.start;
    expect([idp, sp]).toEqual(['https://login.microsoftonline.com', 'https://app.peakon.com']);
    expect(home).toBe(`http://localhost:${lab.ports.lab}`);
    expect(lab.warnings).toEqual([expect.stringContaining('in any other they are the real sites')]);
  });

  test('answers them over https, with its own pages and cookies', async () => {
    const signIn = await ask('https://login.microsoftonline.com/my-apps');
    expect(signIn.status).toBe(200);
    expect(signIn.body).toContain('https://login.microsoftonline.com/common/GetCredentialType');
    expect(signIn.headers['set-cookie']?.join()).toMatch(/esctx=[^,]*; Secure; SameSite=None/);
    const peakon = await ask('https://app.peakon.com/login');
    expect(peakon.body).toContain('data-site="sp"');
  });

  test.each([
    ['https://entra.microsoft.com/', '/admin'],
    ['https://portal.azure.com/#home', '/admin'],
    ['https://myapps.microsoft.com/', '/my-apps'],
    ['https://launcher.myapps.microsoft.com/api/signin/x?tenantId=y', '/api/signin/x?tenantId=y'],
    ['https://launcher.myapps.microsoft.com//evil.test/', '//evil.test/'],
    ['https://mysignins.microsoft.com/security-info', '/mysignins/security-info'],
  ])('leads %s to its page', async (url, path) => {
    const { status, headers } = await ask(url);
    expect(status).toBe(302);
    expect(headers.location).toBe(`https://login.microsoftonline.com${path}`);
  });

  test('leads http to https', async () => {
    const socket = connect(doorPort(), '127.0.0.1');
    socket.end('GET /a?b HTTP/1.1\r\nhost: app.peakon.com\r\nconnection: close\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 302 /);
    expect(answer).toMatch(/\nlocation: https:\/\/app\.peakon\.com\/a\?b\r\n/i);
  });

  test('says of any other name that it is not here', async () => {
    const foreign = await ask('https://www.microsoft.com/<b>');
    expect(foreign.status).toBe(404);
    expect(foreign.body).toContain('www.microsoft.com is not in this lab');
    expect(foreign.body).toContain('Mock');
    const headers = { host: 'evil.test' };
    for (const url of ['https://login.microsoftonline.com/', 'https://app.peakon.com/'])
      expect((await ask(url, headers)).status).toBe(421);
    expect((await ask('https://entra.microsoft.com/', headers)).status).toBe(404);
  });

  test('tells programs on this machine an address that leads to the lab', async () => {
    const tenant = await lab.tenant();
    const app = await tenant.addApplication({
      identifierUris: ['https://sp.test'],
      replyUrls: ['https://sp.test/acs'],
    });
    expect(app.metadataUrl).toMatch(new RegExp(`^http://localhost:${lab.ports.idp}/${tenant.id}/`));
    const metadata = await (await fetch(app.metadataUrl)).text();
    expect(metadata).toContain(`Location="https://login.microsoftonline.com/${tenant.id}/saml2"`);
  });

  test('says on the lab home where its links lead', async () => {
    const page = await (await fetch(lab.start.lab)).text();
    expect(page).toContain('In any other browser, the links of this page lead to Microsoft');
  });
});

test.each([
  [{ publicUrls: { idp: 'http://localhost:9000' } }, 'the option addresses.publicUrls.idp'],
  [{ singlePort: true }, 'the option addresses.singlePort'],
  [{ https: true }, 'the option addresses.https'],
])('real names exclude %j', async (addresses, named) => {
  const started = startLab({ memory: true, realNames: true, ports, addresses });
  await expect(started).rejects.toMatchObject({
    code: 'invalid_option',
    message: expect.stringContaining(`Real names exclude ${named}, because `),
  });
});

test('real names exclude a certificate that the user supplies', () => {
  const given = new Addresses({ tlsCert: 'sites.pem', tlsKey: 'sites.key' });
  expect(() => given.withRealNames()).toThrow('exclude the option addresses.tlsCert, because');
});

test('a lab without them has no arguments for a browser', async () => {
  const plain = await startLab({ memory: true, ports });
  expect(plain.browserArguments).toEqual([]);
  await plain.close();
});
