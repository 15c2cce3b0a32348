import type { CatalogueCase } from '../case.ts';
import { signedAssertion } from '../sign-xml.ts';
import { contentText, escapeText, replaceContent } from '../xml-text.ts';
import { longerName, tail } from './split-name.ts';

/** @param subset what is declared in it. */
export const doctype = (subset = ''): string =>
  `<!DOCTYPE samlp:Response${subset === '' ? '' : ` [${subset}]`}>`;

export const xmlDoctype: CatalogueCase = {
  id: 'xml-doctype',
  group: 'xml',
  title: 'A bare DOCTYPE before an honest message',
  severity: 'med',
  verdict: 'reject',
  basis: ['Kantara IIP-G03', 'SAML2int SDP-G03'],
  risk: 'Where declarations are taken, entities and default attributes follow.',
  fix: 'Refuse any document type declaration before parsing; SAML has no use for one.',
  runs: [{ check: 'doctype', message: (honest) => ({ xml: doctype() + signedAssertion(honest) }) }],
};

export const xmlEntityInNameId: CatalogueCase = {
  id: 'xml-entity-in-nameid',
  group: 'xml',
  title: 'An internal entity is part of NameID',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2018-0486', 'Kantara IIP-G03'],
  risk: 'Verifier and reader disagree about whether the entity belongs to the name.',
  fix: 'Refuse any document type declaration before parsing.',
  runs: [
    {
      title: 'the entity is the rest of the honest name',
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
      title: 'the entity is what a longer name goes on with',
      check: 'doctype',
      message: (honest) => {
        const xml = signedAssertion(longerName(honest));
        const name = `${escapeText(honest.assertion.nameIdValue)}&rest;`;
        return { xml: doctype(`<!ENTITY rest "${tail}">`) + replaceContent(xml, 'NameID', name) };
      },
    },
  ],
};
