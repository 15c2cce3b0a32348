import { X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { makeAuthority, makeServerCertificate } from '../../certs/authority.ts';
import { toPem } from '../../certs/certificate.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { type Lab, type LabOptions, startLab } from '../../lab/index.ts';
import { runCaptured } from '../testing/run-captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-ca-'));
const file = join(folder, 'ca.pem');
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  rmSync(file, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(addresses: LabOptions['addresses']): Promise<Lab> {
  const ports = { lab: 0, idp: 0, sp: 0 };
  const lab = await startLab({ memory: true, ports, addresses });
  open.push(lab);
  return lab;
}

const pem = ({ privateKey }: SigningKey) =>
  privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

/** A server that says that it is a lab of this authority. */
async function impostor(own: SigningKey, said: SigningKey): Promise<string> {
  const tls = { cert: toPem(own.certificate), key: pem(own) };
  const server = createServer(tls, (_request, answer) => answer.end(toPem(said.certificate)));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  open.push({ close: () => server.close() });
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}

test('the authority of a lab in memory is read from its lab home, which shows its fingerprint', async () => {
  const { start: line, ca = '' } = await start({ https: true });
  for (const url of [line.lab, line.lab.replace('https:', 'http:')]) {
    const { code, out } = await runCaptured('ca', file, '--lab', url);
    expect([code, readFileSync(file, 'utf8')]).toEqual([0, ca]);
    expect(out).toContain(`SHA-256 ${new X509Certificate(ca).fingerprint256}`);
    expect(out).toContain(`curl --cacert ${file} ${line.lab}\n`);
  }
});

test('a lab without an authority says why, and nothing is written', async () => {
  const now = new Date();
  const plain = await start({});
  expect(await runCaptured('ca', file, '--lab', plain.start.lab)).toEqual({
    ...{ code: 2, out: '' },
    err: `samlab: ${plain.start.lab}: This lab has no certificate authority, as it speaks http. Start it with --https.\n`,
  });
  const authority = await makeAuthority({ hosts: [], now });
  const own = await makeServerCertificate(authority, { hosts: ['localhost'], now });
  const [tlsCert, tlsKey] = [join(folder, 'own.pem'), join(folder, 'own.key')];
  writeFileSync(tlsCert, toPem(own.certificate));
  writeFileSync(tlsKey, pem(own));
  const secured = await start({ tlsCert, tlsKey });
  expect(await runCaptured('ca', file, '--lab', secured.start.lab)).toMatchObject({
    ...{ code: 2, err: expect.stringContaining('its certificate is one of yours') },
  });
  expect(existsSync(file)).toBe(false);
});

test('an authority that is not that of the server, or could vouch for any host, is refused', async () => {
  const now = new Date();
  const authority = await makeAuthority({ hosts: [], now });
  const server = await makeServerCertificate(authority, { hosts: ['localhost'], now });
  const other = await makeAuthority({ hosts: [], now });
  const unlimited = await makeSigningCertificate({
    subject: 'CN=samlab local CA 1',
    notBefore: now,
  });
  const ask = async (own: SigningKey, said: SigningKey) =>
    runCaptured('ca', file, '--lab', await impostor(own, said));
  expect(await ask(server, other)).toMatchObject({
    ...{ code: 2, err: expect.stringContaining('is not from the authority that it names') },
  });
  expect(await ask(unlimited, unlimited)).toMatchObject({
    ...{ code: 2, err: expect.stringContaining('could vouch for any host') },
  });
  expect(existsSync(file)).toBe(false);
  expect((await ask(server, authority)).code).toBe(0); // control
});

test('an answer that is longer than any certificate is not read to its end', async () => {
  const now = new Date();
  const authority = await makeAuthority({ hosts: [], now });
  const own = await makeServerCertificate(authority, { hosts: ['localhost'], now });
  let written = 0;
  const server = createServer({ cert: toPem(own.certificate), key: pem(own) }, (_, answer) => {
    const more = () => {
      written += 1;
      if (!answer.destroyed) answer.write('x'.repeat(10_000), more);
    };
    more();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  open.push({ close: () => server.close() });
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const { code, err } = await runCaptured('ca', file, '--lab', url);
  expect([code, err]).toEqual([2, expect.stringContaining('No lab answers at')]);
  expect(written).toBeLessThan(1_000);
});

test('what is no lab, or no URL, is one sentence', async () => {
  const nobody = await runCaptured('ca', file, '--lab', 'https://localhost:2');
  expect(nobody.err).toMatch(/^samlab: No lab answers at https:\/\/localhost:2\. .*\n$/);
  const { start: line } = await start({});
  const site = await runCaptured('ca', file, '--lab', line.sp);
  expect(site.err).toContain('is not a lab home');
  const both = await runCaptured('ca', file, '--lab', 'localhost', '--data', 'x', '--nope');
  expect(both).toMatchObject({ code: 2, out: '' });
  for (const fault of ['--lab must be the URL', '--lab and --data exclude', '--nope'])
    expect(both.err).toContain(fault);
});
