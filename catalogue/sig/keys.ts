import type { CatalogueCase } from '../case.ts';
import { renderResponse } from '../render.ts';
import { signXml } from '../sign-xml.ts';
import { anyKeyToo, byStranger, unsignedToo } from './unverified.ts';

export const sigWrongKey: CatalogueCase = {
  id: 'sig-wrong-key',
  group: 'sig',
  title: 'Signed with an untrusted key, with the trusted certificate in KeyInfo',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 5.4.5'],
  risk: 'Anyone can sign in as anyone: the certificate is recognised but not used to verify.',
  fix: 'Verify SignatureValue with the configured key; comparing certificates is not enough.',
  runs: [
    {
      check: 'signature_key',
      forged: true,
      message: byStranger,
      withoutTrick: unsignedToo,
    },
  ],
};

export const sigSelfSignedKeyInfo: CatalogueCase = {
  id: 'sig-selfsigned-keyinfo',
  group: 'sig',
  title: "Signed with an untrusted key whose certificate has the identity provider's subject",
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML2int SDP-MD01', 'CVE-2026-18089'],
  risk: 'Anyone can sign in as anyone with a self-made certificate.',
  fix: 'Take the key only from configuration; a certificate in the message proves nothing.',
  runs: [
    {
      check: 'signature_key',
      forged: true,
      message: (honest) => ({
        xml: signXml(renderResponse(honest), { element: 'Assertion', key: honest.cast.stranger }),
      }),
      withoutTrick: anyKeyToo,
    },
  ],
};
