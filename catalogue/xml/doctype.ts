import type { CatalogueCase, MessageMaker, Milder, OtherMessage, PlayedRun } from '../case.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signedAssertion } from '../sign-xml.ts';
import { contentText, escapeText, replaceContent } from '../xml-text.ts';
import { longerName, playForWholeName, tail } from './split-name.ts';

/** @param subset the declarations in it. */
export const doctype = (subset = ''): string =>
  `<!DOCTYPE samlp:Response${subset === '' ? '' : ` [${subset}]`}>`;

const bare: MessageMaker = (honest) => ({ xml: doctype() + signedAssertion(honest) });

/** A DOCTYPE is accepted in general. */
export const anyDoctype: readonly OtherMessage[] = [{ of: 'xml-doctype', message: bare }];

export const xmlDoctype: CatalogueCase = {
  id: 'xml-doctype',
  group: 'xml',
  title: 'A DOCTYPE before a valid message',
  severity: 'med',
  verdict: 'reject',
  basis: ['Kantara IIP-G03', 'SAML2int SDP-G03'],
  risk: 'A parser that accepts a DOCTYPE also accepts entities and default attributes.',
  fix: 'Refuse any DOCTYPE before parsing; SAML never needs one.',
  runs: [{ check: 'doctype', message: bare }],
};

/** The session must be for the name that was signed, which the entity completes. */
const completing = (
  title: string,
  build: (honest: ResponseSpec) => { xml: string; whole: string },
): PlayedRun => ({
  title,
  check: 'doctype',
  play: async (stage) => ({ ...(await playForWholeName(stage, build)), milder: expanded }),
});

const expanded: Milder = {
  severity: 'med',
  risk: xmlDoctype.risk,
  reason: 'The DOCTYPE was accepted; the entity was expanded, and the whole name was read.',
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
    completing("the entity is the rest of the test user's name", (honest) => {
      const xml = signedAssertion(honest);
      const name = contentText(xml, 'NameID');
      const entity = `<!ENTITY rest "${name.slice(3)}">`;
      return {
        xml: doctype(entity) + replaceContent(xml, 'NameID', `${name.slice(0, 3)}&rest;`),
        whole: honest.assertion.nameIdValue,
      };
    }),
    completing('the entity is the rest of a longer name', (honest) => {
      const xml = signedAssertion(longerName(honest));
      const name = `${escapeText(honest.assertion.nameIdValue)}&rest;`;
      return {
        xml: doctype(`<!ENTITY rest "${tail}">`) + replaceContent(xml, 'NameID', name),
        whole: honest.assertion.nameIdValue + tail,
      };
    }),
  ],
};
