import type { CatalogueCase } from '../case.ts';
import { renderResponse } from '../render.ts';
import { signXml } from '../sign-xml.ts';

export const okKeyRollover: CatalogueCase = {
  id: 'ok-key-rollover',
  group: 'ok',
  title: 'Signed with the second of two listed keys',
  severity: 'high',
  verdict: 'accept',
  basis: ['Kantara IIP-MD07', 'SAML2int SDP-IDP32'],
  risk: 'Everyone is locked out on the day when the signing certificate changes.',
  fix: 'Trust every signing key that is configured, not only the first.',
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
  risk: 'Identity providers that leave KeyInfo out, as PingFederate does, cannot be used.',
  fix: 'Take the key from configuration; KeyInfo is a hint at most.',
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
