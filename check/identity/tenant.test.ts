import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readCertificate } from '../../certs/certificate.ts';
import { makeEcKey } from '../../certs/ec-certificate.ts';
import { openDataFolder, startLab } from '../../lab/index.ts';
import { openTenant } from './tenant.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'samlab-tenant-'));
  folders.push(made);
  return join(made, 'data');
}
const clock = () => new Date();

test('seeds an empty folder once; the lab later starts with the same key', async () => {
  const dataDir = folder();
  const first = await openTenant(dataDir, clock);
  const { certificateBase64 } = first.identityProvider.key;
  expect(await first.metadata()).toContain(certificateBase64);
  expect(first.metadataUrl).toMatch(/^http:\/\/localhost:4100\/.*appid=/);
  await first.close();
  const { passwords } = JSON.parse(readFileSync(join(dataDir, 'lab.json'), 'utf8')) as {
    passwords: object;
  };

  const lab = await startLab({ dataDir, ports: { lab: 0, idp: 0, sp: 0 } });
  try {
    expect(lab.state).toBe('moved'); // from the default ports to free ones
    expect(Object.values(passwords)).toContain(lab.start.users[0]?.password);
    // A running lab locks its folder, but its keys can still be read.
    const beside = await openTenant(dataDir, clock);
    expect(beside.identityProvider.key.certificateBase64).toBe(certificateBase64);
    expect(beside.metadataUrl.startsWith(lab.start.idp)).toBe(true);
    await beside.close();
  } finally {
    await lab.close();
  }
});

test('a lab can start on the folder while it is open, and two can be opened at once', async () => {
  const dataDir = folder();
  const [first, second] = await Promise.all([
    openTenant(dataDir, clock),
    openTenant(dataDir, clock),
  ]);
  expect(second.identityProvider.key).toEqual(first.identityProvider.key);
  const lab = await startLab({ dataDir, ports: { lab: 0, idp: 0, sp: 0 } });
  expect(await second.metadata()).toContain(first.identityProvider.key.certificateBase64);
  await Promise.all([first.close(), second.close(), lab.close()]);
});

test('makes further keys on first use, keeps them, and deletes them with the lab of their folder', async () => {
  const dataDir = folder();
  const file = join(dataDir, 'check-keys.json');
  const first = await openTenant(dataDir, clock);
  expect(existsSync(file)).toBe(false);
  const certificatesIn = (xml: string) =>
    [...xml.matchAll(/<X509Certificate>([^<]+)</g)].map(([, certificate]) => certificate);
  const { certificateBase64 } = first.identityProvider.key;
  // First the one in the signature, then one for each key descriptor.
  const [signedBy, ...listed] = certificatesIn(await first.metadata('all-keys'));
  const { idpSecondKey, idpEcKey, secondIdp } = await first.furtherSigners();
  expect([signedBy, ...listed]).toEqual([
    ...[certificateBase64, certificateBase64],
    ...[idpSecondKey.certificateBase64, idpEcKey.certificateBase64],
  ]);
  const second = await first.metadata('second');
  expect(second).toContain(`entityID="${secondIdp.entityId}"`);
  expect(certificatesIn(second)).toEqual(Array(2).fill(secondIdp.key.certificateBase64));
  await first.close();
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const again = await openTenant(dataDir, clock);
  expect((await again.furtherSigners()).idpEcKey.certificateBase64).toBe(
    idpEcKey.certificateBase64,
  );
  await again.close();

  writeFileSync(file, '{}');
  const damaged = await openTenant(dataDir, clock);
  await expect(damaged.furtherSigners()).rejects.toMatchObject({
    code: 'keys_unavailable',
    message: expect.stringContaining(file),
  });
  await damaged.close();
  openDataFolder(dataDir, { fresh: true }).close();
  expect(existsSync(file)).toBe(false);
});

test('makes an ECDSA certificate that our reader accepts', () => {
  const { certificateBase64, privateKey } = makeEcKey('Test', new Date('2026-01-31T08:00:00Z'));
  const read = readCertificate(Buffer.from(certificateBase64, 'base64'));
  expect(read).toMatchObject({ subject: 'CN=Test', notBefore: new Date('2026-01-31T08:00:00Z') });
  expect(read.notAfter).toEqual(new Date('2029-01-31T08:00:00Z'));
  expect(read.publicKey.asymmetricKeyType).toBe(privateKey.asymmetricKeyType);
});
