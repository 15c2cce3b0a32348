import { expect, test } from 'vitest';
import { thumbprint } from '../../../certs/certificate.ts';
import {
  certificateFor,
  faultyKeys,
  soundKeys,
} from '../../../certs/testing/faulty-certificates.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { serviceProviderKey } from '../../testing/service-provider-key.ts';

const lab = contosoForEachTest();
const own = await serviceProviderKey();

const fault = (property: string, code: string) => ({
  name: 'InvalidInput',
  faults: [expect.objectContaining({ property, code })],
});
const add = (file: Uint8Array) =>
  lab.idp.directory.importVerificationCertificate(lab.servicePrincipalId, file);
const list = () => lab.idp.directory.verificationCertificates(lab.servicePrincipalId);

test.each(faultyKeys)('a verification certificate with %s is refused', async (_, code, key) => {
  await expect(add(certificateFor(key))).rejects.toMatchObject(fault('certificate', code));
  expect(await list()).toEqual([]);
});

test.each(soundKeys)(
  'of the keys that are safe, only RSA verifies requests: %s',
  async (_, key) => {
    const added = add(certificateFor(key));
    if (key.asymmetricKeyType === 'rsa') expect((await added).expired).toBe(false);
    else await expect(added).rejects.toMatchObject(fault('certificate', 'key_type'));
  },
);

test('one certificate may verify requests and encrypt tokens; each list has its own', async () => {
  const { directory } = lab.idp;
  const id = lab.servicePrincipalId;
  const print = thumbprint(own.certificate);
  await add(own.file);
  await expect(add(own.file)).rejects.toMatchObject(fault('certificate', 'taken'));
  await directory.importEncryptionCertificate(id, own.file);
  await directory.deleteVerificationCertificate(id, print);
  await expect(directory.deleteVerificationCertificate(id, print)).rejects.toMatchObject(
    fault('thumbprint', 'unknown'),
  );
  expect(await directory.encryptionCertificates(id)).toHaveLength(1);
  expect(await list()).toEqual([]);
});

test.each<[object, string, string]>([
  [{ isSignedRequestRequired: 'yes' }, 'isSignedRequestRequired', 'type'],
  [{ allowedWeakAlgorithms: 'md5' }, 'allowedWeakAlgorithms', 'unknown'],
  [{ required: true }, 'required', 'unknown_property'],
])('setRequestSignatureVerification refuses %o', async (changes, property, code) => {
  const set = (values: object) =>
    lab.idp.directory.setRequestSignatureVerification(lab.servicePrincipalId, values);
  await expect(set(changes)).rejects.toMatchObject(fault(property, code));
  await set({ isSignedRequestRequired: true, allowedWeakAlgorithms: 'rsaSha1' });
});
