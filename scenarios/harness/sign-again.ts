import type { Lab } from 'samlab';
import { SignedXml } from 'xml-crypto';

/**
 * Changes the Assertion and re-signs it with the identity provider's key, so that the change is the only fault. It uses
 * xml-crypto, so that a bug in our signer cannot cause the refusal.
 */
export async function signAgain(
  lab: Lab,
  xml: string,
  change: (assertion: string) => string,
): Promise<string> {
  const { tenantId, appId } = lab.start;
  const found = await lab.directory.findApplication(tenantId, { appId: appId ?? '' });
  if (!found) throw new Error('The lab has no application.');
  const { privateKey } = await lab.directory.activeSigningKey(found.servicePrincipal.id);

  const changed = change(xml.replace(/<Signature[ >].*?<\/Signature>/s, ''));
  const signer = new SignedXml({
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signer.addReference({
    xpath: "//*[local-name(.)='Assertion']",
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
  });
  signer.computeSignature(changed, {
    location: {
      reference: "//*[local-name(.)='Assertion']/*[local-name(.)='Issuer']",
      action: 'after',
    },
  });
  return signer.getSignedXml();
}
