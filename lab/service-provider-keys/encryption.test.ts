import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAML } from '@node-saml/node-saml';
import { describe, expect, test } from 'vitest';
import { readCertificate, thumbprint, toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { certificateFor } from '../../certs/testing/faulty-certificates.ts';
import { decryptForReading } from '../../saml/decrypt-message.ts';
import { readSpDescriptor } from '../../saml/sp-descriptor.ts';
import { HttpClient } from '../../web/testing/http-client.ts';
import { ApiClient } from '../api/testing/api-client.ts';
import { exchangeHtml, InvalidInput, type Lab, type NewLabApplication } from '../library.ts';
import { RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

const keyOf = async (subject: string) => {
  const key = await makeSigningCertificate({ subject, notBefore: new Date('2026-01-01') });
  return { ...key, pem: toPem(key.certificate), print: thumbprint(key.certificate) };
};
const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
const own = await keyOf('CN=sp.example');
const next = await keyOf('CN=next.example');
const basic = { identifierUris: ['urn:reports'], replyUrls: ['https://reports.example/acs'] };
const shortKey = toPem(readCertificate(certificateFor(short.publicKey)));
const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');
const metadata = (...certificates: Uint8Array[]) => `
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:reports">
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    ${certificates.map((der) => `<KeyDescriptor use="encryption"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${base64(der)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`).join('')}
    <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://reports.example/acs" index="0"/>
  </SPSSODescriptor>
</EntityDescriptor>`;
const decrypted = (xml: string, { privateKey } = own) =>
  decryptForReading(Buffer.from(xml), [privateKey])?.toString() ?? '';

/** A tenant with an application whose tokens are encrypted, and a user who is assigned to it. */
async function prepared(app: Partial<NewLabApplication>) {
  const lab = await labs.start({ memory: true });
  const tenant = await lab.tenant();
  const application = await tenant.addApplication({ ...basic, ...app });
  const user = await tenant.addUser({ userPrincipalName: 'b.simon' });
  await tenant.assign(user, application);
  return { lab, tenant, application, user };
}

describe('the library', () => {
  test.each([
    ['PEM text', () => own.pem],
    ['DER', () => own.certificate.der],
    [
      'the path of a file',
      () => {
        const path = join(labs.folder, '..', 'sp.cer');
        writeFileSync(path, own.pem);
        return path;
      },
    ],
  ])('addApplication({ encryption }) takes %s', async (_, source) => {
    const { tenant, application, user } = await prepared({
      encryption: { certificates: [source(), next.pem], method: 'aes256-gcm' },
    });
    const { xml } = await tenant.signIn(user, { application });
    expect(xml).not.toContain(user.userPrincipalName);
    expect(xml).toContain('#aes256-gcm');
    expect(decrypted(xml)).toContain(user.userPrincipalName);
    expect(() => decrypted(xml, next)).toThrow(/does not decrypt/);
  });

  test('metadata gives the certificate only when that is asked for', async () => {
    const given = metadata(own.certificate.der);
    const plain = await prepared({ metadata: given });
    const { xml } = await plain.tenant.signIn(plain.user, { application: plain.application });
    expect(xml).toContain(plain.user.userPrincipalName);
    const asked = await prepared({ metadata: given, encryption: { fromMetadata: true } });
    const encrypted = (await asked.tenant.signIn(asked.user, { application: asked.application }))
      .xml;
    expect(decrypted(encrypted)).toContain(asked.user.userPrincipalName);
  });

  test.each<[string, object, string]>([
    ['1,024 bits', { certificates: [own.pem, shortKey] }, 'encryption.certificates.1'],
    ['the same twice', { certificates: [own.pem, own.pem] }, 'encryption.certificates.1'],
    ['no file', { certificates: ['/nowhere.cer'] }, 'encryption.certificates.0'],
    ['another type', { certificates: [5] }, 'encryption.certificates'],
    ['a mistyped name', { certificate: own.pem }, 'encryption.certificate'],
    ['another cipher', { method: 'des' }, 'encryption.method'],
    ['metadata without one', { fromMetadata: true }, 'encryption.fromMetadata'],
  ])('refuses %s, and nothing is left', async (_, encryption, property) => {
    const lab = await labs.start({ memory: true });
    const tenant = await lab.tenant();
    const refused = await tenant
      .addApplication({ metadata: metadata(), encryption } as NewLabApplication)
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInput);
    expect((refused as InvalidInput).faults.map((fault) => fault.property)).toEqual([property]);
    expect(await lab.directory.listApplications(tenant.id)).toEqual([]);
  });

  test.each(['assertion', 'response', 'both'] as const)(
    'nextSignIn changes claims, signs and encrypts again, signing option %s',
    async (signingOption) => {
      const { lab, tenant, application, user } = await prepared({
        encryption: { certificates: [own.pem] },
      });
      await lab.directory.setSigning(application.servicePrincipalId, { signingOption });
      await tenant.nextSignIn({ claims: { department: 'Sales' } });
      const { xml } = await tenant.signIn(user, { application });
      expect(xml).not.toContain('Sales');
      expect(xml).toContain('<EncryptedAssertion');
      expect(/<Signature[ >]/.test(xml)).toBe(signingOption !== 'assertion');
      const plain = decrypted(xml);
      expect(plain).toContain('Sales');
      expect(/<Assertion .*<Signature[ >]/s.test(plain)).toBe(signingOption !== 'response');
    },
  );

  test('an exchange says for whom it is encrypted, and shows nothing of it', async () => {
    const { lab, tenant, application, user } = await prepared({
      encryption: { certificates: [own.pem] },
    });
    await tenant.signIn(user, { application });
    const [exchange] = await lab.exchanges();
    if (!exchange) throw new Error('Nothing was recorded.');
    const html = await exchangeHtml(exchange);
    expect(html).toContain('encrypted with AES-256-CBC, its key with RSA-OAEP');
    expect(html).toContain('CN=sp.example');
    expect(html).toContain('The message around it is not signed.');
  });
});

describe('the HTTP API', () => {
  test('creates an application whose tokens are encrypted; no file of this machine is read', async () => {
    const lab = await labs.start({ memory: true });
    const api = new ApiClient(lab);
    const path = '/tenants/contoso.com/applications';
    const created = await api.ok<{ servicePrincipalId: string }>('POST', path, {
      ...basic,
      encryption: { certificates: [own.pem], active: false, method: 'aes256-gcm' },
    });
    const stored = await lab.directory.encryptionCertificates(created.servicePrincipalId);
    expect(stored).toMatchObject([{ thumbprint: own.print, status: 'Inactive' }]);
    const wrong = {
      ...basic,
      identifierUris: ['urn:other'],
      encryption: { certificates: ['/etc/hostname'] },
    };
    const { status, body } = await api.call('POST', path, { body: wrong });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      errors: [
        { pointer: '#/encryption/certificates/0', detail: expect.stringContaining('X.509') },
      ],
    });
  });
});

describe('the settings file', () => {
  const contoso = (encryption: object, more: object = {}) => ({
    peakon: false as const,
    tenants: [
      {
        domain: 'contoso.com',
        applications: [{ displayName: 'Reports', ...basic, ...more, encryption }],
      },
    ],
  });
  const stored = async (lab: Lab) => {
    const { tenantId } = lab.start;
    const app = await lab.directory.findApplication(tenantId, { displayName: 'Reports' });
    const all = await lab.directory.encryptionCertificates(app?.servicePrincipal.id ?? '');
    return all.map(({ thumbprint, status }) => [thumbprint, status]);
  };

  test('a list replaces the stored one, the first is active; applied again, nothing changes', async () => {
    const folder = join(labs.folder, '..');
    writeFileSync(join(folder, 'own.cer'), own.certificate.der);
    writeFileSync(
      join(folder, 'lab.yaml'),
      JSON.stringify(contoso({ certificates: ['own.cer', next.pem] })),
    );
    const lab = await labs.start({ dataDir: labs.folder, config: join(folder, 'lab.yaml') });
    const both = [
      [own.print, 'Active'],
      [next.print, 'Inactive'],
    ];
    expect(await stored(lab)).toEqual(both);
    await lab.applySettings({ settings: contoso({ certificates: [own.pem, next.pem] }) });
    expect(await stored(lab)).toEqual(both);
    await lab.applySettings({ settings: contoso({ certificates: [next.pem] }) });
    expect(await stored(lab)).toEqual([[next.print, 'Active']]);
    await lab.applySettings({ settings: contoso({ certificates: [next.pem], active: false }) });
    expect(await stored(lab)).toEqual([[next.print, 'Inactive']]);
    await lab.applySettings({ settings: contoso({ certificates: [] }) });
    expect(await stored(lab)).toEqual([]);
  });

  test('the export of a lab gives the same lab', async () => {
    for (const encryption of [
      { certificates: [own.pem, next.pem], method: 'aes256-gcm' as const },
      { certificates: [own.pem], active: false },
    ]) {
      const lab = await labs.start({ memory: true, settings: contoso(encryption) });
      const { settings } = await lab.exportSettings();
      expect(settings.tenants?.[0]?.applications?.[0]).toMatchObject({ encryption });
      const copy = await labs.start({ memory: true, settings });
      expect(await stored(copy)).toEqual(await stored(lab));
      expect((await copy.exportSettings()).settings).toEqual(settings);
    }
  });

  test('fromMetadata', async () => {
    writeFileSync(join(labs.folder, '..', 'sp.xml'), metadata(own.certificate.der));
    const from = { metadata: join(labs.folder, '..', 'sp.xml') };
    const lab = await labs.start({
      memory: true,
      settings: contoso({ fromMetadata: true }, from),
    });
    expect(await stored(lab)).toEqual([[own.print, 'Active']]);
  });

  test.each<[string, object, string]>([
    [
      '1,024 bits, and no certificate',
      { certificates: [shortKey, 'nowhere.cer', own.pem] },
      'encryption.certificates[1]: the file nowhere.cer does not exist.\ntenants[0].applications[0].encryption.certificates[0]: The RSA key of this certificate has 1024 bits, so others could decrypt the tokens.',
    ],
    [
      'a private key',
      { certificates: [own.privateKey.export({ type: 'pkcs8', format: 'pem' })] },
      'encryption.certificates[0]: This file contains a private key.',
    ],
    [
      'another cipher',
      { method: 'des' },
      'encryption.method: must be aes256-cbc or aes256-gcm, not "des".',
    ],
    [
      'no metadata to take it from',
      { fromMetadata: true },
      'encryption.fromMetadata: The application has no metadata to take it from.',
    ],
  ])('refuses %s, with the place', async (_, encryption, sentences) => {
    const refused = await labs
      .start({ memory: true, settings: contoso(encryption) })
      .catch((error: unknown) => error);
    expect(String(refused)).toContain(`tenants[0].applications[0].${sentences}`);
  });
});

describe('Peakon', () => {
  /** B.Simon signs in to Peakon, whose own certificate is used. */
  async function signIn(signingOption: 'assertion' | 'response' | 'both') {
    const lab = await labs.start({ memory: true });
    const { tenantId, sp } = lab.start;
    const app = await lab.directory.findApplication(tenantId, { displayName: 'Peakon' });
    const id = app?.servicePrincipal.id ?? '';
    const published = await (await fetch(`${sp}/saml/contoso/metadata`)).text();
    const [certificate = ''] = readSpDescriptor(Buffer.from(published)).encryptionCertificates;
    const file = Buffer.from(certificate);
    const { thumbprint: print } = await lab.directory.importEncryptionCertificate(id, file);
    await lab.directory.activateTokenEncryption(id, print);
    await lab.directory.setSigning(id, { signingOption });
    const tenant = await lab.findTenant('contoso.com');
    if (!tenant) throw new Error('There is no tenant.');
    const { action, fields, xml } = await tenant.signIn('B.Simon@contoso.com', {
      application: 'Peakon',
    });
    expect(xml).toContain('<EncryptedAssertion');
    const client = new HttpClient();
    await client.post(action, { SAMLResponse: fields.SAMLResponse });
    await client.open(`${sp}/api/whoami`);
    return client.html;
  }

  test.each(['response', 'both'] as const)('decrypts it, signing option %s', async (option) => {
    expect(await signIn(option)).toContain('"email":"B.Simon@contoso.com"');
  });

  test('decrypts nothing in a Response that is not signed (SAML errata E93)', async () => {
    expect(await signIn('assertion')).not.toContain('B.Simon');
  });
});

describe('a case in place of the next response', () => {
  /** node-saml with the key of the application: what it reads, or why it refuses. */
  async function judged(xml: string, metadataUrl: string): Promise<string> {
    const published = await (await fetch(metadataUrl)).text();
    const sp = new SAML({
      issuer: 'urn:reports',
      callbackUrl: 'https://reports.example/acs',
      audience: 'urn:reports',
      idpCert: /X509Certificate>([^<]+)</.exec(published)?.[1] ?? '',
      decryptionPvk: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      wantAuthnResponseSigned: false,
    });
    const SAMLResponse = Buffer.from(xml).toString('base64');
    return sp.validatePostResponseAsync({ SAMLResponse }).then(
      ({ profile }) => `signed in: ${profile?.nameID}`,
      (error: Error) => error.message,
    );
  }

  test.each([
    ['sig-stripped', 'Invalid signature from encrypted assertion'],
    ['cond-audience-wrong', 'SAML assertion audience mismatch'],
    ['sig-wrong-key', 'Invalid signature from encrypted assertion'],
  ])('%s is encrypted, so that the service provider sees its flaw: %s', async (name, reason) => {
    const { tenant, application, user } = await prepared({
      encryption: { certificates: [own.pem] },
    });
    const { metadataUrl } = application;
    const valid = await tenant.signIn(user, { application });
    expect(await judged(valid.xml, metadataUrl)).toBe(`signed in: ${user.userPrincipalName}`);
    await tenant.nextSignIn({ case: name });
    const { xml } = await tenant.signIn(user, { application });
    expect(xml).toContain('<EncryptedAssertion');
    expect(xml).not.toContain('<AttributeValue');
    expect(await judged(xml, metadataUrl)).toContain(reason);
  });

  test('stays in plain text when encryption would spoil it in another way, and without token encryption', async () => {
    const { tenant, application, user } = await prepared({
      encryption: { certificates: [own.pem] },
    });
    await tenant.nextSignIn({ case: 'sig-outer-bad-inner-good' });
    expect((await tenant.signIn(user, { application })).xml).not.toContain('EncryptedAssertion');
    const plain = await tenant.addApplication({
      ...basic,
      identifierUris: ['urn:plain'],
      appRoleAssignmentRequired: false,
    });
    await tenant.nextSignIn({ case: 'sig-stripped' });
    expect((await tenant.signIn(user, { application: plain })).xml).not.toContain(
      'EncryptedAssertion',
    );
  });
});
