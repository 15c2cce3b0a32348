import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeAuthority, makeServerCertificate } from '../../certs/authority.ts';
import { toPem } from '../../certs/certificate.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import { openDataFolder } from '../data-folder.ts';
import { LocalBrowser, signInAt } from '../testing/local-browser.ts';
import { RunningLabs } from '../testing/running-labs.ts';
import { Addresses } from './addresses.ts';
import { withLocalCertificate } from './local-certificate.ts';

const labs = RunningLabs.forEachTest();
const run = promisify(execFile);
const file = (name: string) => join(labs.folder, name);
beforeEach(() => mkdirSync(labs.folder, { recursive: true }));

describe('a lab with its own certificate authority', () => {
  test('a whole sign-in over https; every cookie is Secure', async () => {
    const lab = await labs.start({ memory: true, addresses: { https: true } });
    for (const url of [lab.start.lab, lab.start.idp, lab.start.sp])
      expect(url).toMatch(/^https:\/\/localhost:\d+$/);
    const client = await signInAt(lab);
    expect(client.url).toBe(`${lab.start.sp}/account`);
    expect(client.cookiesSet.length).toBeGreaterThan(5);
    for (const cookie of client.cookiesSet) expect(cookie).toMatch(/; Secure/i);
    const { stdout } = await run('curl', ['-sik', `${lab.start.lab}/`]);
    expect(stdout).toContain(`href="${lab.start.idp}`);
    expect(stdout).not.toMatch(/strict-transport-security/i);
  });

  test('curl trusts it with the certificate of the authority, at every address of this machine, and not without', async () => {
    const {
      ca = '',
      ports,
      start,
    } = await labs.start({
      memory: true,
      addresses: { https: true, singlePort: true, aliases: ['lab=samlab', 'lab=192.0.2.1'] },
    });
    writeFileSync(file('ca.pem'), ca);
    const curl = (host: string, ...args: string[]) =>
      run('curl', ['-s', ...args, `https://${host}:${ports.lab}/healthz`]);
    const trusting = ['--cacert', file('ca.pem')];
    for (const host of ['localhost', 'idp.localhost', '127.0.0.1', '[::1]'])
      expect((await curl(host, ...trusting)).stdout).toContain('"ok"');
    for (const host of ['samlab', '192.0.2.1']) {
      const here = ['--connect-to', `::127.0.0.1:${ports.lab}`];
      expect((await curl(host, ...trusting, ...here)).stdout).toContain('"ok"');
    }
    expect(start.idp).toBe(`https://idp.localhost:${ports.lab}`);
    await expect(curl('localhost')).rejects.toMatchObject({ code: 60 });
    const elsewhere = ['--connect-to', `::127.0.0.1:${ports.lab}`];
    await expect(curl('other.test', ...trusting, ...elsewhere)).rejects.toMatchObject({ code: 60 });
  });

  test('the lab home serves its certificate, and links to it', async () => {
    const { ca = '', start } = await labs.start({ memory: true, addresses: { https: true } });
    const browser = new LocalBrowser(ca);
    expect((await browser.open(`${start.lab}/`)).html).toContain('href="/ca.pem"');
    const addresses = await browser.open(`${start.lab}/addresses`);
    expect(addresses.html).toContain('href="/ca.pem"');
    expect(addresses.html).toContain(new X509Certificate(ca).fingerprint256);
    const { stdout } = await run('curl', ['-sik', `${start.lab}/ca.pem`]);
    expect(stdout).toMatch(/content-type: application\/x-pem-file/i);
    expect(stdout.endsWith(ca)).toBe(true);
    expect(stdout).not.toContain('PRIVATE KEY');
    const plain = await labs.start({ memory: true });
    const none = await fetch(`${plain.start.lab}/ca.pem`);
    expect([none.status, await none.text()]).toEqual([
      404,
      'This lab has no certificate authority, as it speaks http. Start it with --https.\n',
    ]);
    expect(await (await fetch(`${plain.start.lab}/`)).text()).not.toContain('ca.pem');
  });

  test('it stays over restarts and fresh, and a further host needs a new one, which the lab says', async () => {
    const start = async (aliases: string[] = [], fresh = false) => {
      const data = openDataFolder(labs.folder, { fresh });
      const secured = await withLocalCertificate(new Addresses({ https: true, aliases }), data);
      data.close();
      return [secured.addresses.ca, secured.warning];
    };
    const [ca] = await start();
    const kept = file('https-authority.pem');
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect(readFileSync(kept, 'utf8')).toContain(ca);
    for (const again of [await start(), await start([], true), await start(['a.localhost'])])
      expect(again).toEqual([ca, undefined]);
    const [other, warning] = await start(['samlab']);
    expect(other).not.toBe(ca);
    expect(warning).toBe(
      'This lab has a new certificate authority, as the one before cannot vouch for samlab. Programs that trusted it must trust the new one: "samlab ca" says how.',
    );
    expect(await start()).toEqual([other, undefined]);
  });

  test('one that ends soon is replaced', async () => {
    const data = openDataFolder(labs.folder, { fresh: false });
    const now = new Date(Date.now() - 3640 * 86_400_000);
    data.authority.write(await makeAuthority({ hosts: [], now }));
    const { warning } = await withLocalCertificate(new Addresses({ https: true }), data);
    expect(warning).toMatch(/as the one before ends on \d{4}-\d\d-\d\d\. /);
    data.close();
  });

  test('a damaged one stops the start and is kept', async () => {
    await labs.start({ dataDir: labs.folder, addresses: { https: true } });
    await labs.stop();
    const kept = file('https-authority.pem');
    const whole = readFileSync(kept, 'utf8');
    const damaged = whole.slice(0, -200);
    writeFileSync(kept, damaged);
    const started = labs.start({ dataDir: labs.folder, addresses: { https: true } });
    await expect(started).rejects.toMatchObject({ code: 'ca_damaged' });
    expect(readFileSync(kept, 'utf8')).toBe(damaged);
    writeFileSync(kept, whole);
    const { ca = '' } = await labs.start({ dataDir: labs.folder, addresses: { https: true } });
    expect(whole).toContain(ca);
  });

  test('a client that speaks plain http is told so, and one that says nothing does not hold up the end', async () => {
    const { ports } = await labs.start({ memory: true, addresses: { https: true } });
    for (const [host, body] of [
      ['127.0.0.1', ''],
      ['[::1]', 'x'.repeat(100_000)],
    ] as const) {
      const answer = await fetch(`http://${host}:${ports.idp}/`, { method: 'POST', body });
      expect([answer.status, await answer.text()]).toEqual([
        400,
        'This site speaks https. Write https:// in place of http://.\n',
      ]);
    }
    const silent = connect(ports.sp, '127.0.0.1');
    const ended = text(silent);
    await labs.stop();
    expect(await ended).toBe('');
  });
});

describe('a certificate of one’s own', () => {
  const now = new Date();
  let authority: SigningKey;
  let own: SigningKey;
  let other: SigningKey;
  const hosts = ['localhost', 'login.test'];
  beforeAll(async () => {
    authority = await makeAuthority({ hosts, now });
    own = await makeServerCertificate(authority, { hosts, now });
    other = await makeServerCertificate(authority, { hosts, now });
  });

  const keyPem = ({ privateKey }: SigningKey) =>
    privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const start = (cert: string, key: string, more: object = {}) => {
    writeFileSync(file('cert.pem'), cert);
    writeFileSync(file('key.pem'), key);
    const files = { tlsCert: file('cert.pem'), tlsKey: file('key.pem') };
    return labs.start({ memory: true, addresses: { ...files, ...more } });
  };

  test('is shown, and the lab makes no authority', async () => {
    const lab = await start(toPem(own.certificate) + toPem(authority.certificate), keyPem(own));
    expect([lab.ca, lab.warnings]).toEqual([undefined, []]);
    const client = new LocalBrowser(toPem(authority.certificate));
    expect((await client.open(lab.start.lab)).status).toBe(200);
  });

  test('a settings file names files beside it', async () => {
    writeFileSync(file('cert.pem'), toPem(own.certificate));
    writeFileSync(file('key.pem'), keyPem(own));
    const addresses = { tlsCert: 'cert.pem', tlsKey: 'key.pem' };
    writeFileSync(file('samlab.json'), JSON.stringify({ addresses }));
    const { start, ca } = await labs.start({ memory: true, config: file('samlab.json') });
    expect([start.lab, ca]).toEqual([expect.stringMatching(/^https:/), undefined]);
    await labs.stop();
    writeFileSync(file('key.pem'), keyPem(other));
    const refused = labs.start({ memory: true, config: file('samlab.json') });
    await expect(refused).rejects.toMatchObject({
      code: 'invalid_settings',
      message: expect.stringContaining('which is not the key of'),
    });
  });

  test('every fault is named at once, before anything starts', async () => {
    const expired = await makeServerCertificate(authority, {
      hosts,
      now: new Date('2024-01-01T00:00:00Z'),
    });
    const publicUrls = { idp: 'https://login.test', sp: 'https://peakon.test' };
    const refused = await start(toPem(expired.certificate), keyPem(own), { publicUrls }).catch(
      (error) => error,
    );
    expect(refused.code).toBe('invalid_option');
    expect(refused.message.split('\n')).toEqual([
      'The option addresses.tlsCert expired on 2025-01-31, by the clock of this machine. Get a new certificate.',
      'The option addresses.tlsCert does not cover peakon.test, the host of the service provider; it is for DNS:localhost, DNS:login.test. Give these sites public URLs that it covers, or another certificate.',
      `The option addresses.tlsKey names ${file('key.pem')}, which is not the key of ${file('cert.pem')}.`,
    ]);
  });

  test.each<[string, () => [string, string], RegExp]>([
    [
      'text',
      () => ['nothing', 'nothing'],
      /tlsCert names .*cert\.pem, which is not a certificate in PEM form\.\n.*tlsKey names .*which is not a private key/,
    ],
    [
      'a key in place of the certificate',
      () => [keyPem(own), keyPem(own)],
      /tlsCert names .* not a certificate in PEM form\.$/,
    ],
    [
      'a certificate in place of the key',
      () => [toPem(own.certificate), toPem(own.certificate)],
      /tlsKey names .* not a private key in PEM form without a password\.$/,
    ],
    [
      'half a certificate',
      () => [toPem(own.certificate).slice(0, 400), keyPem(own)],
      /tlsCert names .* not a certificate in PEM form\.$/,
    ],
  ])('%s is refused', async (_name, files, message) => {
    await expect(start(...files())).rejects.toMatchObject({
      code: 'invalid_option',
      message: expect.stringMatching(message),
    });
  });

  test('a missing file or option is named', async () => {
    const tlsCert = file('missing.pem');
    const withKey = labs.start({ memory: true, addresses: { tlsCert, tlsKey: labs.folder } });
    await expect(withKey).rejects.toThrow(
      /tlsCert names .*missing\.pem, which does not exist\.\n.*tlsKey names .*, which is a folder, not a file\.$/,
    );
    const alone = labs.start({ memory: true, addresses: { tlsCert } });
    await expect(alone).rejects.toThrow(/tlsCert needs the option addresses\.tlsKey, too\.$/);
  });
});
