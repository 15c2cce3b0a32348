import type { CatalogueCase } from '../case.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec, SigningIdentity } from '../response-spec.ts';
import { signXml } from '../sign-xml.ts';
import { digestMethod, signatureMethod } from '../signature-methods.ts';

const signedBy = (
  honest: ResponseSpec,
  key: SigningIdentity,
  signatureAlgorithm: string,
  digestAlgorithm: string,
) => ({
  xml: signXml(renderResponse(honest), {
    element: 'Assertion',
    key,
    signatureAlgorithm,
    digestAlgorithm,
  }),
});

export const okRsaSha384: CatalogueCase = {
  id: 'ok-rsa-sha384',
  group: 'ok',
  title: 'Signed with rsa-sha384, with a sha384 digest',
  severity: 'low',
  verdict: 'accept',
  basis: ['XML Signature 1.1, 6', 'RFC 6931 2.3.3'],
  risk: 'Users cannot sign in from identity providers that use SHA-384.',
  fix: 'Allow rsa-sha384 and the sha384 digest.',
  runs: [
    {
      message: (honest) =>
        signedBy(honest, honest.cast.idp, signatureMethod.rsaSha384, digestMethod.sha384),
    },
  ],
};

export const okRsaSha512: CatalogueCase = {
  id: 'ok-rsa-sha512',
  group: 'ok',
  title: 'Signed with rsa-sha512, with a sha512 digest',
  severity: 'med',
  verdict: 'accept',
  basis: ['XML Signature 1.1, 6', 'RFC 6931 2.3.4'],
  risk: 'Users cannot sign in from identity providers that use SHA-512.',
  fix: 'Allow rsa-sha512 and the sha512 digest.',
  runs: [
    {
      message: (honest) =>
        signedBy(honest, honest.cast.idp, signatureMethod.rsaSha512, digestMethod.sha512),
    },
  ],
};

export const okEcdsaSha256: CatalogueCase = {
  id: 'ok-ecdsa-sha256',
  group: 'ok',
  title: 'Signed with ecdsa-sha256 on P-256',
  severity: 'med',
  verdict: 'accept',
  basis: ['Kantara IIP-ALG03', 'SAML2int SDP-ALG01', 'XML Signature 1.1, 6.4.3'],
  risk: 'Users cannot sign in from identity providers that use elliptic-curve keys.',
  fix: 'Allow ecdsa-sha256, and read SignatureValue as r followed by s, not as DER.',
  runs: [
    {
      needs: ['ec-signing-key'],
      message: (honest) => {
        const { idpEcKey } = honest.cast;
        if (!idpEcKey) throw new TypeError('The cast has no ECDSA key.');
        return signedBy(honest, idpEcKey, signatureMethod.ecdsaSha256, digestMethod.sha256);
      },
    },
  ],
};
