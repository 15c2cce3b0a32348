import type { CatalogueCase } from '../case.ts';
import { renderResponse } from '../render.ts';
import { signedAssertion, signXml } from '../sign-xml.ts';
import { insertBefore } from '../xml-text.ts';
import { prettyPrinted, withDefaultNamespaces, withPrefixes } from './qualify-names.ts';

export const okPrefixVariants: CatalogueCase = {
  id: 'ok-prefix-variants',
  group: 'ok',
  title: 'The prefixes saml2p, saml2 and dsig',
  severity: 'high',
  verdict: 'accept',
  basis: ['SAML Core 1.1', 'Namespaces in XML 1.0'],
  risk: 'Users cannot sign in from identity providers with other prefixes, such as Shibboleth and Okta.',
  fix: 'Find elements by namespace and local name, never by prefix.',
  runs: [
    {
      message: (honest) => ({
        xml: signXml(withPrefixes(renderResponse(honest), 'saml2p', 'saml2'), {
          element: 'Assertion',
          key: honest.cast.idp,
          prefix: 'dsig',
        }),
      }),
    },
  ],
};

export const okDefaultNamespaces: CatalogueCase = {
  id: 'ok-default-namespaces',
  group: 'ok',
  title: 'No prefixes: each element declares its default namespace',
  severity: 'high',
  verdict: 'accept',
  basis: ['Namespaces in XML 1.0, 6.2', "Entra's Assertion has no prefix"],
  risk: 'Users cannot sign in from Entra, whose Assertion has no prefix.',
  fix: 'Find elements by namespace and local name, and canonicalise with a library.',
  runs: [
    {
      message: (honest) => ({
        xml: signXml(withDefaultNamespaces(renderResponse(honest)), {
          element: 'Assertion',
          key: honest.cast.idp,
        }),
      }),
    },
  ],
};

export const okPrettyPrinted: CatalogueCase = {
  id: 'ok-pretty-printed',
  group: 'ok',
  title: 'Indentation and blank lines, added before signing',
  severity: 'med',
  verdict: 'accept',
  basis: ['XML Signature 1.1, 4.3'],
  risk: 'A validly signed message is refused because white space is dropped, or read as a child element.',
  fix: 'Keep white space when parsing, and skip text nodes when iterating over child elements.',
  runs: [
    {
      message: (honest) => ({
        xml: signXml(prettyPrinted(renderResponse(honest)), {
          element: 'Assertion',
          key: honest.cast.idp,
        }),
      }),
    },
  ],
};

export const okCommentOutsideSigned: CatalogueCase = {
  id: 'ok-comment-outside-signed',
  group: 'ok',
  title: 'A comment before the root, or in the unsigned Response',
  severity: 'low',
  verdict: 'accept',
  basis: ['XML 1.0, 2.5', 'Canonical XML drops nothing that is signed here'],
  risk: 'Harmless comments, such as those that a proxy adds, stop the sign-in.',
  fix: 'Ignore comments outside signed content; protect signed values by reading their whole text.',
  runs: [
    {
      title: 'before the root',
      message: (honest) => ({ xml: `<!-- before the root -->${signedAssertion(honest)}` }),
    },
    {
      title: 'in the Response',
      message: (honest) => ({
        xml: insertBefore(signedAssertion(honest), 'Status', '<!-- inside -->'),
      }),
    },
  ],
};

export const okBase64Wrapped: CatalogueCase = {
  id: 'ok-base64-wrapped',
  group: 'ok',
  title: 'Base64 with a line break every 76 characters',
  severity: 'med',
  verdict: 'accept',
  basis: ['SAML Bindings 3.5.4', 'RFC 2045 6.8'],
  risk: 'Users cannot sign in from identity providers whose base64 encoder wraps lines.',
  fix: 'Remove line breaks before decoding; stay strict about all other characters.',
  runs: [
    {
      message: (honest) => ({
        xml: signedAssertion(honest),
        encode: (xml) =>
          Buffer.from(xml)
            .toString('base64')
            .replace(/.{76}(?=.)/g, '$&\r\n'),
      }),
    },
  ],
};
