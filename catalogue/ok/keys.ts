import type { CatalogueCase } from '../case.ts';
import { renderResponse } from '../render.ts';
import { signXml } from '../sign-xml.ts';

export const okKeyRollover: CatalogueCase = {
  id: 'ok-key-rollover',
  group: 'ok',
  title: 'Signed with the second of two trusted keys',
  severity: 'high',
  verdict: 'accept',
  basis: ['Kantara IIP-MD07', 'SAML2int SDP-IDP32'],
  risk: 'Nobody can sign in on the day the signing certificate is replaced.',
  fix: 'Trust every configured signing key, not only the first.',
  runs: [
    {
      needs: ['second-signing-key'],
      message: (honest) => {
        const { idpSecondKey } = honest.cast;
        if (!idpSecondKey) throw new TypeError('The cast has no second signing key.');
        return {
          xml: signXml(renderResponse(honest), { element: 'Assertion', key: idpSecondKey }),
        };
      },
    },
  ],
};

export const okNoKeyInfo: CatalogueCase = {
  id: 'ok-no-keyinfo',
  group: 'ok',
  title: 'A Signature without KeyInfo',
  severity: 'med',
  verdict: 'accept',
  basis: ['SAML Core 5.4.5', 'XML Signature 1.1, 4.5'],
  risk: 'Users cannot sign in from identity providers that omit KeyInfo, such as PingFederate.',
  fix: 'Take the key from configuration; KeyInfo is at most a hint.',
  runs: [
    {
      message: (honest) => ({
        xml: signXml(renderResponse(honest), {
          element: 'Assertion',
          key: honest.cast.idp,
          keyInfo: null,
        }),
      }),
    },
  ],
};
