import type { CatalogueCase, Observation } from '../case.ts';
import { addAttributes } from '../change-spec.ts';
import { observe } from '../observe.ts';
import { signedAfter } from '../proto/change.ts';
import { attributeXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import type { Stage } from '../stage.ts';

/** Between two ASCII marks. */
const marked = (text: string) => `samlab-${text}-balmas`;

/** Characters beyond the basic plane, combining, right to left. */
export const scriptsValue = marked('\u{1F600} e\u0301 \u05E9\u05DC\u05D5\u05DD \u{20BB7}');

export const markupValue = marked('<b title="c"> & \'');

/** If the service provider shows the value, it must be the one that was sent, apart from white space, which pages collapse. */
async function roundTrip(stage: Stage, value: string): Promise<Observation> {
  const agent = await stage.newUserAgent();
  const honest = await agent.begin();
  const altered = addAttributes(honest, attributeXml('urn:example:unicode', value));
  const answer = await agent.post(honest, { xml: signedAssertion(altered) });
  const seen = await observe(agent, answer, `An attribute contained ${value}.`);
  const shown = shownValue((await agent.whoami()).text) ?? shownValue(answer.body);
  if (shown === undefined || shown === folded(value)) return seen;
  return {
    ...seen,
    outcome: 'none',
    note: `The service provider changed the value to ${JSON.stringify(shown)}.`,
  };
}

/** The value on a page or in JSON; undefined if it is missing. */
function shownValue(text: string): string | undefined {
  const shown = /samlab-.*?-balmas/s.exec(unescapedJson(unescapedHtml(text)))?.[0];
  return shown === undefined ? undefined : folded(shown);
}

const folded = (text: string): string => text.replaceAll(/\s/g, '');

const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescapedHtml = (text: string): string =>
  text.replaceAll(
    /&(?:#x([\da-f]+)|#(\d+)|(lt|gt|quot|apos|amp));/gi,
    (whole, hex, decimal, name) => {
      if (name) return named[name] ?? whole;
      return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
    },
  );

const unescapedJson = (text: string): string =>
  text
    .replaceAll(/\\u([\da-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/\\[rnt]/g, ' ')
    .replaceAll(/\\(["\\/])/g, '$1');

export const okUnicodeValues: CatalogueCase = {
  id: 'ok-unicode-values',
  group: 'ok',
  title: 'Text in several scripts, escaped markup, or a carriage return',
  severity: 'high',
  verdict: 'accept',
  basis: ['Kantara IIP-G02', 'SAML Core 1.3.1'],
  risk: "Users cannot sign in because of their name, or a changed value is another user's.",
  fix: 'Handle text as UTF-8 throughout, let the parser resolve escapes, and do not normalise.',
  runs: [
    {
      title: 'several scripts in an AttributeValue',
      play: (stage) => roundTrip(stage, scriptsValue),
    },
    {
      title: 'escaped markup in an AttributeValue',
      fix: 'Let the parser resolve escapes, once.',
      play: (stage) => roundTrip(stage, markupValue),
    },
    {
      title: 'a carriage return in an AttributeValue',
      severity: 'low',
      basis: ['Canonical XML 1.0, 2.3', 'XML 1.0, 2.11'],
      risk: 'Users cannot sign in if a multi-line value, such as an address, was entered on Windows.',
      fix: 'Canonicalise with a library that writes a carriage return as &#xD;.',
      message: signedAfter((honest) =>
        addAttributes(honest, attributeXml('urn:example:lines', 'one\r\ntwo')),
      ),
    },
    {
      title: 'a letter of another script in the Name of an Attribute',
      severity: 'low',
      risk: 'Users cannot sign in if an attribute that nobody reads has a name in another script.',
      message: signedAfter((honest) =>
        addAttributes(honest, attributeXml('urn:example:\u00FCnicode', 'name')),
      ),
    },
  ],
};
