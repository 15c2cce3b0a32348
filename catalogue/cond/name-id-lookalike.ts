import type { CatalogueCase, Observation, PlayedRun, Severity } from '../case.ts';
import { signedAssertion } from '../sign-xml.ts';
import { NotPlayable, NotShown, type Stage } from '../stage.ts';
import { named, plainText } from '../xml/split-name.ts';

interface Lookalike {
  readonly title: string;
  /** The other name; undefined where the test user's name has no character that looks so. */
  readonly of: (name: string) => string | undefined;
  readonly basis: string;
  readonly severity?: Severity;
  readonly risk?: string;
}

/** With the first character of `wanted` replaced. */
const replaced = (name: string, wanted: RegExp, by: (character: string) => string) =>
  wanted.test(name) ? name.replace(wanted, by) : undefined;

/** U+FF01 to U+FF5E are ASCII in full width. */
const fullWidth = (character: string) =>
  String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0);

const ligatures: Readonly<Record<string, string>> = {
  ff: '\uFB00',
  fi: '\uFB01',
  fl: '\uFB02',
  st: '\uFB06',
  ij: '\u0133',
  nj: '\u01CC',
  lj: '\u01C9',
  dz: '\u01F3',
};

const ligature = (pair: string) => ligatures[pair.toLowerCase()] ?? pair;

const compatibility = 'Unicode Standard Annex 15: compatibility equivalence';
const folding = 'Unicode CaseFolding.txt';

const lookalikes: readonly Lookalike[] = [
  {
    title: 'the Kelvin sign for k (U+212A)',
    of: (name) => replaced(name, /k/i, () => '\u212A'),
    basis: folding,
  },
  {
    title: 'the long s for s (U+017F)',
    of: (name) => replaced(name, /s/i, () => '\u017F'),
    basis: folding,
  },
  {
    title: 'the dotless i for i (U+0131)',
    of: (name) => replaced(name, /i/i, () => '\u0131'),
    basis: 'Unicode SpecialCasing.txt: its upper case is I',
  },
  {
    title: 'a letter in full width',
    of: (name) => replaced(name, /[a-z]/i, fullWidth),
    basis: compatibility,
  },
  {
    title: 'a full stop in full width (U+FF0E)',
    of: (name) => replaced(name, /\./, fullWidth),
    basis: compatibility,
  },
  {
    title: 'a ligature for two letters',
    of: (name) => replaced(name, /ff|fi|fl|st|ij|nj|lj|dz/i, ligature),
    basis: compatibility,
  },
  {
    title: 'a combining accent after a vowel',
    of: (name) => replaced(name, /[aeiou]/i, (vowel) => `${vowel}\u0301`),
    basis: 'Unicode Technical Standard 10: a collation may ignore accents',
  },
  {
    title: 'a character without width in the name (U+200B)',
    of: (name) => `${name.slice(0, 1)}\u200B${name.slice(1)}`,
    basis: 'Unicode Technical Standard 10: a collation may ignore it',
  },
  {
    title: 'a soft hyphen in the name (U+00AD)',
    of: (name) => `${name.slice(0, 1)}\u00AD${name.slice(1)}`,
    basis: 'Unicode Technical Standard 10: a collation may ignore it',
  },
  {
    title: 'a space at the end',
    of: (name) => `${name} `,
    basis: 'SAML Core 1.3.1: no trimming',
    severity: 'low',
    risk: 'A user whose name differs only in a space at its end, at an identity provider that allows it, gets this account.',
  },
];

/** Only ASCII letters may differ in case. */
const asciiLowerCase = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/**
 * Signs in the owner of another account. A session for that account is right: the service provider may create accounts. A session that
 * names the test user, whom nothing in the message names, was opened by folding.
 */
async function playLookalike(stage: Stage, { of }: Lookalike): Promise<Observation> {
  const agent = await stage.newUserAgent();
  const honest = await agent.begin();
  const { nameIdValue } = honest.assertion;
  const other = of(nameIdValue);
  if (other === undefined)
    throw new NotPlayable(`The name ${nameIdValue} has no character with such a look-alike.`);
  const answer = await agent.post(honest, { xml: signedAssertion(named(honest, other)) });
  const { signedIn, text, trimmed } = await agent.whoami();
  const { check } = answer;
  if (!signedIn)
    return { outcome: 'none', check, note: `The signed name is ${other}; there is no session.` };
  if (trimmed && other.trim() === nameIdValue)
    throw new NotShown(
      'There is a session, but a page does not show a blank at the end of a name: set --whoami to an address with JSON, and --success to a JSON pointer to the name.',
    );
  if (isTestUser(text, nameIdValue, other))
    return {
      // Only its blank at the end was lost, which is no other person's name at nearly all identity providers.
      outcome: other.trim() === nameIdValue ? 'harm' : 'hostile',
      check,
      note: `The signed name is ${JSON.stringify(other)}; the session is that of ${nameIdValue}.`,
    };
  return { outcome: 'session', check, note: `Signed in as ${other}, as signed.` };
}

/**
 * Whether a whoami response is about the test user and not about the look-alike.
 *
 * @throws {NotShown} when it cannot be seen where the name ends
 */
function isTestUser(text: string, name: string, other: string): boolean {
  if (!other.includes(name)) return has(text, name);
  if (isExactly(text, name)) return true;
  if (isExactly(text, other)) return false;
  throw new NotShown(
    'There is a session, but the whoami response does not show where its name ends: set --success to a JSON pointer to the name.',
  );
}

const has = (text: string, name: string): boolean =>
  asciiLowerCase(plainText(text)).includes(asciiLowerCase(name));

/** The whole value at a JSON pointer, or a string in JSON. */
const isExactly = (text: string, name: string): boolean =>
  asciiLowerCase(text) === asciiLowerCase(name) || has(text, JSON.stringify(name));

const run = (lookalike: Lookalike): PlayedRun => ({
  title: lookalike.title,
  basis: ['SAML Core 1.3.1', lookalike.basis],
  ...(lookalike.severity && { severity: lookalike.severity }),
  ...(lookalike.risk && { risk: lookalike.risk }),
  play: (stage) => playLookalike(stage, lookalike),
  check: ['employee', 'name_id'],
});

export const nameIdLookalike: CatalogueCase = {
  id: 'cond-nameid-lookalike',
  group: 'cond',
  title: 'A NameID that looks like that of another user',
  severity: 'high',
  verdict: 'inert',
  basis: ['SAML Core 1.3.1', 'SAML Core 8.3'],
  risk: 'The owner of an account whose name looks alike, or a guest who chose it, is signed in as the other user.',
  fix: 'Compare names by code points, at most without regard to the case of ASCII letters, in the database too.',
  runs: lookalikes.map(run),
};
