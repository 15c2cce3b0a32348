/** A name that a careless reader truncates to a shorter one. */
import type { Observation } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { observe } from '../observe.ts';
import type { ResponseSpec } from '../response-spec.ts';
import type { Stage } from '../stage.ts';
import { escapeText, replaceContent } from '../xml-text.ts';

/** Suffix that turns the test user's name into an account of the attacker, in the attacker's domain. */
export const tail = '.example.test';

/** The same response for another name, in NameID and in every claim that had the test user's. */
export function named(spec: ResponseSpec, name: string): ResponseSpec {
  const honest = `>${escapeText(spec.assertion.nameIdValue)}<`;
  return withAssertion(spec, {
    nameId: replaceContent(spec.assertion.nameId, 'NameID', escapeText(name)),
    nameIdValue: name,
    attributes: spec.assertion.attributes.replaceAll(honest, () => `>${escapeText(name)}<`),
  });
}

/** For the owner of an account that begins with the test user's name. */
export const longerName = (spec: ResponseSpec): ResponseSpec =>
  named(spec, spec.assertion.nameIdValue + tail);

/**
 * Plays a message for `whole`, a name that contains the test user's. A session must be for the whole name; one for less was opened with
 * part of what was signed.
 */
export async function playForWholeName(
  stage: Stage,
  build: (honest: ResponseSpec) => { xml: string; whole: string },
): Promise<Observation> {
  const agent = await stage.newUserAgent();
  const honest = await agent.begin();
  const { xml, whole } = build(honest);
  const answer = await agent.post(honest, { xml });
  const { signedIn, text } = await agent.whoami();
  const seen = await observe(agent, answer, `The signed name is ${whole}.`);
  if (!signedIn) return seen;
  return shows(text, whole)
    ? { ...seen, outcome: 'session', note: `Signed in as ${whole}, the whole name.` }
    : {
        ...seen,
        outcome: 'hostile',
        note: `Signed in, but not as ${whole}, the name that was signed.`,
      };
}

/** A service provider may ignore case. */
const shows = (text: string, name: string): boolean =>
  plainText(text).toLowerCase().includes(name.toLowerCase());

/** A whoami response without the escapes of JSON and HTML. */
export const plainText = (text: string): string =>
  text
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => fromHex(hex))
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => fromHex(hex))
    .replace(/&#(\d+);/g, (_, decimal: string) => String.fromCodePoint(Number(decimal)));

const fromHex = (hex: string): string => String.fromCodePoint(Number.parseInt(hex, 16));
