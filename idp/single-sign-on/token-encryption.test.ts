import { beforeEach, describe, expect, test } from 'vitest';
import { thumbprint } from '../../certs/certificate.ts';
import { decryptForReading } from '../../saml/decrypt-message.ts';
import { openResponse } from '../../saml/response.ts';
import { redirectTo } from '../testing/browser.ts';
import { appId, authnRequest, bSimon, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { serviceProviderKey } from '../testing/service-provider-key.ts';

const lab = contosoForEachTest();
const own = await serviceProviderKey();
const next = await serviceProviderKey('CN=next.example.test');

beforeEach(() => activate(own));

async function activate({ file, certificate }: typeof own): Promise<void> {
  const { directory } = lab.idp;
  await directory.importEncryptionCertificate(lab.servicePrincipalId, file);
  await directory.activateTokenEncryption(lab.servicePrincipalId, thumbprint(certificate));
}

const signIn = async () => {
  const page = await lab.browser.get(redirectTo(authnRequest()));
  return (page.response ?? (await lab.browser.signIn(page)).response) as string;
};

const decrypted = (xml: string, { privateKey } = own) =>
  decryptForReading(Buffer.from(xml), [privateKey])?.toString() ?? '';

describe('token encryption is active', () => {
  test('the assertion is encrypted; Issuer and Status stay readable', async () => {
    const xml = await signIn();
    expect(xml).toContain('<EncryptedAssertion ');
    for (const secret of [bSimon, '<Assertion', '<NameID', '<Attribute'])
      expect(xml).not.toContain(secret);
    expect(xml).toContain(`https://sts.windows.net/${tenantId}/</Issuer>`);
    expect(xml).toContain('status:Success"');
    expect(xml).toContain('InResponseTo="id6c1c178c166d486687be4aaf5e482730"');
    expect(decrypted(xml)).toContain(bSimon);
  });

  test('IdP-initiated too', async () => {
    const url = `/api/signin/${appId}?tenantId=${tenantId}`;
    const { response = '' } = await lab.browser.signIn(await lab.browser.get(url));
    expect(response).not.toContain(bSimon);
    expect(decrypted(response)).toContain(bSimon);
  });

  test.each([
    ['assertion', 0, 1],
    ['response', 1, 0],
    ['both', 1, 1],
  ] as const)(
    'signing option %s: signed, then encrypted; the signature of the response covers the EncryptedAssertion',
    async (signingOption, outside, inside) => {
      await lab.idp.directory.setSigning(lab.servicePrincipalId, { signingOption });
      const xml = await signIn();
      const signatures = (text: string) => text.match(/<SignatureValue>/g)?.length ?? 0;
      expect(signatures(xml)).toBe(outside);
      expect(signatures(decrypted(xml))).toBe(outside + inside);
      if (outside === 0) return;
      const { certificate } = await lab.idp.directory.activeSigningKey(lab.servicePrincipalId);
      using received = openResponse(Buffer.from(xml));
      expect(
        received.verify({
          certificates: [{ publicKey: certificate.publicKey, thumbprint: thumbprint(certificate) }],
          decryptionKeys: [own.privateKey],
        }),
      ).toMatchObject({ signed: inside ? 'both' : 'Response' });
    },
  );

  test.each([
    ['aes256-cbc', 'http://www.w3.org/2001/04/xmlenc#aes256-cbc'],
    ['aes256-gcm', 'http://www.w3.org/2009/xmlenc11#aes256-gcm'],
  ])('cipher %s', async (tokenEncryptionMethod, uri) => {
    const { directory } = lab.idp;
    await directory.setTokenEncryptionMethod(lab.servicePrincipalId, { tokenEncryptionMethod });
    const xml = await signIn();
    expect(xml).toContain(`<xenc:EncryptionMethod Algorithm="${uri}"/>`);
    expect(decrypted(xml)).toContain(bSimon);
  });

  test('only the active certificate can decrypt', async () => {
    await activate(next);
    const xml = await signIn();
    expect(() => decrypted(xml)).toThrow(/does not decrypt/);
    expect(decrypted(xml, next)).toContain(bSimon);
  });

  test('goes on when the certificate has expired, and ends when it is deactivated', async () => {
    lab.advance(3 * 365 * 86_400_000);
    expect(decrypted(await signIn())).toContain(bSimon);
    await lab.idp.directory.deactivateTokenEncryption(lab.servicePrincipalId);
    expect(await signIn()).toContain(bSimon);
  });

  test('the metadata lists the signing certificate only', async () => {
    const url = `/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`;
    const { body } = await lab.idp.app.inject(url);
    expect(body).toContain('X509Certificate>');
    expect(body).not.toContain(Buffer.from(own.certificate.der).toString('base64'));
  });
});

test('a failure is no assertion, so it is not encrypted', async () => {
  const passive = authnRequest({ attributes: { IsPassive: 'true' } });
  const { response } = await lab.browser.get(redirectTo(passive));
  expect(response).toContain('status:NoPassive');
  expect(response).not.toContain('Encrypted');
});
