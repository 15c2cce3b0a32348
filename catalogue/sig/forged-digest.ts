import { ns } from '../../saml/names.ts';
import type { CatalogueCase, MessageRun } from '../case.ts';
import { placeSignature, signedAssertion } from '../sign-xml.ts';
import { signedInfoXml } from '../signed-info.ts';
import { contentText, insertAfter, insertBefore, insertFirst, insertLast } from '../xml-text.ts';
import { borrowedSignature, forgedWith } from './borrowed-signature.ts';
import { unverified } from './unverified.ts';

const twoSignedInfos = (title: string, insert: typeof insertAfter): MessageRun => ({
  title,
  check: ['schema', 'signature_profile'],
  withoutTrick: unverified,
  forged: true,
  message: (honest) => ({
    xml: forgedWith(honest, ({ signature, forgedDigest }) => {
      const uri = `#${honest.assertion.id}`;
      const forged = signedInfoXml({ references: [{ uri, digestValue: forgedDigest }] });
      return insert(signature, 'SignedInfo', forged);
    }),
  }),
});

export const sigTwoSignedInfo: CatalogueCase = {
  id: 'sig-two-signedinfo',
  group: 'sig',
  title: 'A forged SignedInfo next to the genuine one',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2019-3465', 'CVE-2025-29774'],
  risk: 'The value is verified with one SignedInfo and the digest with the other: anyone can sign in as anyone.',
  fix: 'Require exactly one SignedInfo, and read the Reference from the bytes whose signature you verified.',
  runs: [
    twoSignedInfos('after the genuine one', insertAfter),
    twoSignedInfos('before the genuine one', insertBefore),
  ],
};

export const sigDigestComment: CatalogueCase = {
  id: 'sig-digest-comment',
  group: 'sig',
  title: "The forgery's digest in a comment before the genuine digest",
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2025-29775'],
  risk: 'Canonicalisation drops the comment, but some parsers read it as the value: anyone can sign in as anyone.',
  fix: 'Read DigestValue from the canonical bytes of SignedInfo, and refuse comments in a Signature.',
  runs: [
    {
      check: ['signature_profile', 'signature'],
      withoutTrick: unverified,
      forged: true,
      message: (honest) => ({
        xml: forgedWith(honest, ({ signature, forgedDigest }) =>
          insertFirst(signature, 'DigestValue', `<!--${forgedDigest}-->`),
        ),
      }),
    },
  ],
};

const digestElsewhere = (
  title: string,
  put: (xml: string, digestValue: string) => string,
): MessageRun => ({
  title,
  check: 'signature',
  withoutTrick: unverified,
  forged: true,
  message: (honest) => {
    const { unsigned, signature, forgedDigest } = borrowedSignature(honest);
    const element = `<DigestValue xmlns="${ns.dsig}">${forgedDigest}</DigestValue>`;
    return { xml: put(placeSignature(unsigned, 'Assertion', signature), element) };
  },
});

export const sigDigestElsewhere: CatalogueCase = {
  id: 'sig-digest-elsewhere',
  group: 'sig',
  title: "The forgery's digest in a DigestValue earlier in the document",
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2024-45409'],
  risk: 'A search for DigestValue in the whole document finds the wrong one: anyone can sign in as anyone.',
  fix: 'Read DigestValue only inside the verified SignedInfo, by its full path.',
  runs: [
    digestElsewhere('in StatusDetail', (xml, element) =>
      insertLast(xml, 'Status', `<samlp:StatusDetail>${element}</samlp:StatusDetail>`),
    ),
    digestElsewhere('in Extensions', (xml, element) =>
      insertBefore(xml, 'Status', `<samlp:Extensions>${element}</samlp:Extensions>`),
    ),
  ],
};

const splitByComment = (element: string, facts: Partial<MessageRun> = {}): MessageRun => ({
  title: element,
  check: ['schema', 'signature_profile'],
  withoutTrick: unverified,
  ...facts,
  message: (honest) => {
    const signed = signedAssertion(honest);
    const start = contentText(signed, element).slice(0, 20);
    return { xml: signed.replace(`>${start}`, () => `>${start}<!-- split -->`) };
  },
});

export const sigValueCommentSplit: CatalogueCase = {
  id: 'sig-value-comment-split',
  group: 'sig',
  title: 'A comment inside a base64 value of the Signature',
  severity: 'low',
  verdict: 'reject',
  basis: ['XML Signature 1.1, 4.1 (base64Binary)'],
  risk: 'Two parsers may read two different values, which other attacks build on; the value that verified was the genuine one.',
  fix: 'Refuse comments and processing instructions inside a Signature.',
  runs: [
    splitByComment('SignatureValue'),
    splitByComment('X509Certificate', {
      verdict: 'policy',
      basis: ['SAML Core 5.4.5'],
      risk: 'None for a service provider that takes the key from configuration: KeyInfo is only a hint.',
    }),
  ],
};
