import type { CatalogueCase, MessageRun } from '../case.ts';
import { statusXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import { insertLast, replaceElement } from '../xml-text.ts';
import { anyDoctype, doctype } from './doctype.ts';

/** Expands to a billion copies of a word, from a message of 2 KB. */
function nested(): { subset: string; reference: string } {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const lower = `&e${level};`.repeat(10);
    return `<!ENTITY e${level + 1} "${lower}">`;
  });
  return { subset: `<!ENTITY e0 "laugh">${levels.join('')}`, reference: '&e9;' };
}

/** Not nested, so a limit on depth does not stop it: 30,000 characters, 20,000 times. */
const quadratic = () => ({
  subset: `<!ENTITY e "${'x'.repeat(30_000)}">`,
  reference: '&e;'.repeat(20_000),
});

const expanding = (
  title: string,
  bomb: () => { subset: string; reference: string },
): MessageRun => ({
  title,
  needs: ['load'],
  check: 'doctype',
  withoutTrick: anyDoctype,
  message: (honest) => {
    const { subset, reference } = bomb();
    const text = `<samlp:StatusMessage>${reference}</samlp:StatusMessage>`;
    const status = insertLast(statusXml(), 'Status', text);
    return { xml: doctype(subset) + replaceElement(signedAssertion(honest), 'Status', status) };
  },
});

export const xmlBillionLaughs: CatalogueCase = {
  id: 'xml-billion-laughs',
  group: 'xml',
  title: 'Entities that expand to gigabytes',
  severity: 'high',
  verdict: 'reject',
  basis: ['Kantara IIP-G03', 'CWE-776'],
  risk: 'Anyone, even without an account, can take the server down with one small message.',
  fix: 'Refuse any DOCTYPE before parsing.',
  runs: [expanding('nested', nested), expanding('quadratic', quadratic)],
};
