import { ns } from '../../saml/names.ts';
import type { CatalogueCase, MessageRun } from '../case.ts';
import { renderAssertion, renderResponse } from '../render.ts';
import { unverified } from '../sig/unverified.ts';
import { signXml } from '../sign-xml.ts';
import { replaceOnce } from '../xml-text.ts';

/** The trusted key signs it, so only the namespace is wrong. */
const assertionIn = (title: string, namespace: string): MessageRun => ({
  title,
  check: 'schema',
  withoutTrick: unverified,
  message: (honest) => {
    const assertion = replaceOnce(
      renderAssertion(honest),
      ` xmlns="${ns.assertion}"`,
      ` xmlns="${namespace}"`,
    );
    return {
      xml: signXml(renderResponse(honest, assertion), {
        element: 'Assertion',
        key: honest.cast.idp,
      }),
    };
  },
});

const responseIn = (title: string, namespace: string): MessageRun => ({
  title,
  check: 'message',
  withoutTrick: unverified,
  message: (honest) => {
    const response = replaceOnce(
      renderResponse(honest),
      ` xmlns:samlp="${ns.protocol}"`,
      ` xmlns:samlp="${namespace}"`,
    );
    return { xml: signXml(response, { element: 'Assertion', key: honest.cast.idp }) };
  },
});

export const xmlNamespaceLookalike: CatalogueCase = {
  id: 'xml-namespace-lookalike',
  group: 'xml',
  title: 'Elements with the right names in another namespace',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 1.1', 'Namespaces in XML 1.0 section 6'],
  risk: 'A lookup by local name finds elements that neither the schema nor the verifier checked.',
  fix: 'Find elements by namespace URI and local name.',
  runs: [
    assertionIn('Assertion, namespace with a trailing slash', `${ns.assertion}/`),
    assertionIn('Assertion of SAML 1.1', 'urn:oasis:names:tc:SAML:1.0:assertion'),
    responseIn('Response, namespace with a trailing slash', `${ns.protocol}/`),
    responseIn('Response of SAML 1.1', 'urn:oasis:names:tc:SAML:1.0:protocol'),
  ],
};
