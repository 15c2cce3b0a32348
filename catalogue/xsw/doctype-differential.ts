import { ns } from '../../saml/names.ts';
import type { CatalogueCase } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { statusXml } from '../saml-elements.ts';
import { insertLast, replaceElement, replaceOnce } from '../xml-text.ts';
import { extensions, forgedCopy } from './forged.ts';
import { type Genuine, onAssertion, onResponse } from './genuine.ts';

/**
 * Two documents in one text. A parser that respects quotes sees the forged root, with the genuine one as characters in its
 * StatusMessage. A parser that ends the DOCTYPE at the first `>` sees a comment, the genuine root, and another comment.
 */
function twoDocuments({ xml, stripped }: Genuine, spec: ResponseSpec): string {
  const hidden = `<samlp:StatusMessage><![CDATA[-->${xml}<!--]]></samlp:StatusMessage>`;
  const root = forgedCopy(stripped, spec, ['Response', 'Assertion']);
  const status = insertLast(statusXml(), 'Status', hidden);
  const visible = replaceElement(root, 'Status', status);
  return `<!DOCTYPE samlp:Response SYSTEM 'x"><!--'>${visible}<!-- -->`;
}

/** The Signature in Extensions is in another namespace, unless a parser prefers the ATTLIST over the start tag. */
function attlist({ xml, signed, stripped }: Genuine, spec: ResponseSpec): string {
  const declared = `<!DOCTYPE samlp:Response [<!ATTLIST Signature xmlns CDATA "${ns.dsig}">]>`;
  const disguised = replaceOnce(
    signed,
    `<Signature xmlns="${ns.dsig}"`,
    '<Signature xmlns="urn:example:elsewhere"',
  );
  const forged = replaceElement(xml, 'Assertion', forgedCopy(stripped, spec, ['Assertion']));
  return declared + replaceOnce(forged, '<samlp:Status>', `${extensions(disguised)}<samlp:Status>`);
}

export const xswDoctypeDifferential: CatalogueCase = {
  id: 'xsw-doctype-differential',
  group: 'xsw',
  title: 'A DOCTYPE that two parsers read differently',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2025-25291', 'CVE-2025-25292', 'SAML2int SDP-G03'],
  risk: 'One parser verifies the genuine document, the other reads the forged one.',
  fix: 'Refuse any DOCTYPE before parsing, and parse only once.',
  runs: [
    onResponse({
      title: 'two documents by quotes, comment and CDATA',
      check: 'doctype',
      build: twoDocuments,
    }),
    onAssertion({
      title: 'a second xmlns for Signature by ATTLIST',
      check: 'doctype',
      build: attlist,
    }),
  ],
};
