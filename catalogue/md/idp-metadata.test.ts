import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { SignedXml } from 'xml-crypto';
import type { SigningIdentity } from '../response-spec.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { attributeText, elementText, replaceOnce } from '../xml-text.ts';
import { idpMetadataXml, signedMetadata } from './idp-metadata.ts';

const identityProvider = { entityId: 'https://idp.test/', singleSignOn: 'https://idp.test/saml2' };

async function made(validUntil?: string | null) {
  const { cast } = await testCast();
  const certificates = [cast.idp.certificateBase64, cast.stranger.certificateBase64];
  const xml = idpMetadataXml({ identityProvider }, testSpec(cast), {
    certificates,
    ...(validUntil !== undefined && { validUntil }),
  });
  return { cast, xml };
}

function verifies(xml: string, { privateKey }: SigningIdentity): boolean {
  const publicCert = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
  const verifier = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
  verifier.loadSignature(elementText(xml, 'Signature'));
  try {
    return verifier.checkSignature(xml);
  } catch {
    return false;
  }
}

test('lists every key, and is valid for a week by default', async () => {
  const { cast, xml } = await made();
  expect(elementText(xml, 'KeyDescriptor', 0)).toContain(cast.idp.certificateBase64);
  expect(elementText(xml, 'KeyDescriptor', 1)).toContain(cast.stranger.certificateBase64);
  expect(attributeText(xml, 'EntityDescriptor', 'validUntil')).toBe('2026-02-07T08:00:00.000Z');
  expect((await made(null)).xml).not.toContain('validUntil');
});

test('has a signature that no longer verifies after an edit', async () => {
  const { cast, xml } = await made();
  const signed = signedMetadata(xml, cast.idp);
  expect(verifies(signed, cast.idp)).toBe(true);
  expect(verifies(signed, cast.stranger)).toBe(false);
  const edited = replaceOnce(signed, 'entityID="https://idp.test/"', 'entityID="https://x.test/"');
  expect(verifies(edited, cast.idp)).toBe(false);
});
