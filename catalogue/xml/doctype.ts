import type { CatalogueCase } from '../case.ts';
import { signedAssertion } from '../sign-xml.ts';
import { contentText, escapeText, replaceContent } from '../xml-text.ts';
import { longerName, tail } from './split-name.ts';

/** @param subset the declarations in it. */
export const doctype = (subset = ''): string =>
  `<!DOCTYPE samlp:Response${subset === '' ? '' : ` [${subset}]`}>`;

export const xmlDoctype: CatalogueCase = {
  id: 'xml-doctype',
  group: 'xml',
  title: 'A DOCTYPE before a valid message',
  severity: 'med',
  verdict: 'reject',
  basis: ['Kantara IIP-G03', 'SAML2int SDP-G03'],
  risk: 'A parser that accepts a DOCTYPE also accepts entities and default attributes.',
  fix: 'Refuse any DOCTYPE before parsing; SAML never needs one.',
  runs: [{ check: 'doctype', message: (honest) => ({ xml: doctype() + signedAssertion(honest) }) }],
};

export const xmlEntityInNameId: CatalogueCase = {
  id: 'xml-entity-in-nameid',
  group: 'xml',
  title: 'An internal entity in NameID',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2018-0486', 'Kantara IIP-G03'],
  risk: 'Verifier and reader disagree about whether the entity belongs to the name.',
  fix: 'Refuse any DOCTYPE before parsing.',
  runs: [
    {
      title: "the entity is the rest of the test user's name",
      check: 'doctype',
      message: (honest) => {
        const xml = signedAssertion(honest);
        const name = contentText(xml, 'NameID');
        const entity = `<!ENTITY rest "${name.slice(3)}">`;
        return {
          xml: doctype(entity) + replaceContent(xml, 'NameID', `${name.slice(0, 3)}&rest;`),
        };
      },
    },
    {
      title: 'the entity is the rest of a longer name',
      check: 'doctype',
      message: (honest) => {
        const xml = signedAssertion(longerName(honest));
        const name = `${escapeText(honest.assertion.nameIdValue)}&rest;`;
        return { xml: doctype(`<!ENTITY rest "${tail}">`) + replaceContent(xml, 'NameID', name) };
      },
    },
  ],
};
