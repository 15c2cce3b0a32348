import type { CatalogueCase, MessageRun } from '../case.ts';
import { renderResponse } from '../render.ts';
import { unverified } from '../sig/unverified.ts';
import { placeSignature, signedResponse } from '../sign-xml.ts';
import { digestMethod, digestValue } from '../signature-methods.ts';
import { signedInfoXml, signSignedInfo } from '../signed-info.ts';
import { attributeText, changeAttribute } from '../xml-text.ts';

/** A namespace URI must not be relative (Namespaces in XML 1.0, 2.2); libxml2 then fails to canonicalise. */
const withRelativeNamespace = (xml: string, element: string) =>
  changeAttribute(xml, element, 'ID', `${attributeText(xml, element, 'ID')}" xmlns:a="1`);

/** A genuine Signature over a digest of nothing, of the kind that The Fragile Lock found in the wild. */
const overNothing = (signed: 'Response' | 'Assertion', declaredOn: string): MessageRun => ({
  title: `${signed} signed, declaration on the ${declaredOn}`,
  check: 'well_formed',
  forged: true,
  withoutTrick: unverified,
  ...(signed === 'Response' && {
    validTwin: (honest) => ({ xml: signedResponse(honest) }),
  }),
  message: (honest) => {
    const forged = withRelativeNamespace(renderResponse(honest), declaredOn);
    const signedInfo = signedInfoXml({
      references: [
        {
          uri: `#${attributeText(forged, signed, 'ID')}`,
          digestValue: digestValue(digestMethod.sha256, ''),
        },
      ],
    });
    const signature = signSignedInfo(signedInfo, { key: honest.cast.idp });
    return { xml: placeSignature(forged, signed, signature) };
  },
});

export const xswVoidC14n: CatalogueCase = {
  id: 'xsw-void-c14n',
  group: 'xsw',
  title: 'A failing canonicalisation with the digest of nothing',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2025-66568', 'CVE-2025-66475', 'Namespaces in XML 1.0 section 2.2'],
  risk: 'One signature over nothing, once captured, is valid for every message.',
  fix: 'Treat an error of the canonicaliser, or an empty result, as fatal; never digest it.',
  runs: [
    overNothing('Response', 'Response'),
    overNothing('Assertion', 'Response'),
    overNothing('Assertion', 'Assertion'),
  ],
};
