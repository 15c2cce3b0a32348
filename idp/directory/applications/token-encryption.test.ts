import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { thumbprint, toBase64Cer } from '../../../certs/certificate.ts';
import { certificateFor, faultyKeys } from '../../../certs/testing/faulty-certificates.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { serviceProviderKey } from '../../testing/service-provider-key.ts';

const lab = contosoForEachTest();
const own = await serviceProviderKey();
const next = await serviceProviderKey('CN=next.example.test');

const fault = (property: string, code: string) => ({
  name: 'InvalidInput',
  faults: [expect.objectContaining({ property, code })],
});
const add = (file: Uint8Array) =>
  lab.idp.directory.importEncryptionCertificate(lab.servicePrincipalId, file);
const list = () => lab.idp.directory.encryptionCertificates(lab.servicePrincipalId);

describe('importEncryptionCertificate', () => {
  test.each([
    ['PEM', own.file],
    ['Base64', Buffer.from(toBase64Cer(own.certificate))],
    ['DER', Buffer.from(own.certificate.der)],
  ])('takes %s; the certificate is inactive', async (_, file) => {
    expect(await add(file)).toEqual({ thumbprint: thumbprint(own.certificate) });
    expect(await list()).toMatchObject([
      {
        usage: 'Encrypt',
        type: 'AsymmetricX509Cert',
        displayName: 'CN=sp.example.test',
        startDateTime: '2026-01-01T00:00:00.000Z',
        endDateTime: '2028-12-31T00:00:00.000Z',
        status: 'Inactive',
        expired: false,
      },
    ]);
  });

  test('lists the newest first, and whether one has expired', async () => {
    await add(own.file);
    await add(next.file);
    expect((await list()).map(({ displayName }) => displayName)).toEqual([
      'CN=next.example.test',
      'CN=sp.example.test',
    ]);
    lab.advance(4 * 365 * 86_400_000);
    expect((await list()).every(({ expired }) => expired)).toBe(true);
  });

  const pkcs8 = own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  test.each([
    ['a private key beside it', Buffer.from(own.pem + pkcs8), 'private_key'],
    ['a private key alone', Buffer.from(pkcs8), 'private_key'],
    ['two certificates', Buffer.from(own.pem + next.pem), 'several_certificates'],
    ['another text', Buffer.from('hello'), 'not_a_certificate'],
    ['a large file', Buffer.alloc(65_537, 'A'), 'too_large'],
    ['no file', undefined as never, 'required'],
  ])('refuses %s', async (_, file, code) => {
    await expect(add(file)).rejects.toMatchObject(fault('certificate', code));
    expect(await list()).toEqual([]);
  });

  test.each(faultyKeys)('refuses a key that is not safe: %s', async (_, code, key) => {
    await expect(add(certificateFor(key))).rejects.toMatchObject(fault('certificate', code));
  });

  test('refuses an EC key, and names the length of one with 1024 bits', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await expect(add(certificateFor(publicKey))).rejects.toThrow(/for RSA keys only/);
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
    await expect(add(certificateFor(short.publicKey))).rejects.toThrow(/has 1024 bits/);
  });

  test('refuses one that is in the list, and an eleventh', async () => {
    await add(own.file);
    await expect(add(own.file)).rejects.toMatchObject(fault('certificate', 'taken'));
    for (let more = 0; more < 9; more++)
      await add((await serviceProviderKey(`CN=number ${more}`)).file);
    await expect(add(next.file)).rejects.toMatchObject(fault('certificate', 'too_many'));
  });
});

describe('activate, deactivate, delete', () => {
  const { directory } = { directory: () => lab.idp.directory };
  const prints = [thumbprint(own.certificate), thumbprint(next.certificate)] as const;
  const statuses = async () =>
    Object.fromEntries((await list()).map((one) => [one.thumbprint, one.status]));

  test('at most one is active; the active one cannot be deleted', async () => {
    await add(own.file);
    await add(next.file);
    const id = lab.servicePrincipalId;
    await directory().activateTokenEncryption(id, prints[0].toLowerCase());
    await directory().activateTokenEncryption(id, prints[1]);
    expect(await statuses()).toEqual({ [prints[0]]: 'Inactive', [prints[1]]: 'Active' });
    await expect(directory().deleteEncryptionCertificate(id, prints[1])).rejects.toMatchObject(
      fault('thumbprint', 'active'),
    );
    await directory().deleteEncryptionCertificate(id, prints[0]);
    await directory().deactivateTokenEncryption(id);
    expect(await statuses()).toEqual({ [prints[1]]: 'Inactive' });
    await directory().deleteEncryptionCertificate(id, prints[1]);
    expect(await list()).toEqual([]);
  });

  test('a certificate of another application is unknown', async () => {
    const other = await directory().addApplication({
      tenantId: (await directory().listTenants())[0]?.id ?? '',
      displayName: 'Other',
    });
    await add(own.file);
    const id = other.servicePrincipalId;
    const unknown = fault('thumbprint', 'unknown');
    await expect(directory().activateTokenEncryption(id, prints[0])).rejects.toMatchObject(unknown);
    await expect(directory().deleteEncryptionCertificate(id, prints[0])).rejects.toMatchObject(
      unknown,
    );
    await directory().activateTokenEncryption(lab.servicePrincipalId, prints[0]);
    expect(await statuses()).toEqual({ [prints[0]]: 'Active' });
  });

  test('the signing certificates do not mix with them', async () => {
    const id = lab.servicePrincipalId;
    const [signing] = await directory().signingCertificates(id);
    await add(own.file);
    await expect(
      directory().activateTokenEncryption(id, signing?.thumbprint ?? ''),
    ).rejects.toMatchObject(fault('thumbprint', 'unknown'));
    await expect(directory().activateCertificate(id, prints[0])).rejects.toMatchObject(
      fault('thumbprint', 'unknown'),
    );
    expect(await directory().signingCertificates(id)).toHaveLength(1);
  });

  test('the method is one of two', async () => {
    const set = (tokenEncryptionMethod: string) =>
      directory().setTokenEncryptionMethod(lab.servicePrincipalId, { tokenEncryptionMethod });
    await expect(set('aes128-cbc')).rejects.toMatchObject(
      fault('tokenEncryptionMethod', 'unknown'),
    );
    await set('aes256-gcm');
  });
});
