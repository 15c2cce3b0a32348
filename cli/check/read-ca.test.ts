import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { toBase64, toDer, toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { readCa } from './read-ca.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-ca-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'ca');
const notBefore = new Date('2026-01-01T00:00:00Z');
const [one, two] = await Promise.all(
  [1, 2].map(async () => (await makeSigningCertificate({ notBefore })).certificate),
);
if (!one || !two) throw new Error('no certificates');

test.each([
  ['PEM', toPem(one), 1],
  ['two PEM blocks with Windows line ends', (toPem(one) + toPem(two)).replaceAll('\n', '\r\n'), 2],
  ['PEM in UTF-16', Buffer.from(`\uFEFF${toPem(one)}`, 'utf16le'), 1],
  ['DER', Buffer.from(toDer(one)), 1],
  ['Base64', toBase64(one), 1],
])('--ca takes %s', (_, content, count) => {
  writeFileSync(file, content);
  const faults: string[] = [];
  expect(readCa(file, faults)).toEqual([toPem(one), toPem(two)].slice(0, count));
  expect(faults).toEqual([]);
});

test.each(['', 'hello', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'])(
  '--ca refuses %j in one sentence',
  (content) => {
    writeFileSync(file, content);
    const faults: string[] = [];
    expect(readCa(file, faults)).toEqual([]);
    expect(faults).toEqual([expect.stringContaining('has no certificate')]);
  },
);
