/** Who may sign in. */
import type { SignIn } from './exchange.ts';
import { Refusal, type RuleBook } from './rules.ts';

const accounts = ['B.Simon@contoso.com', 'hostile@example.test'];

/**
 * The account of a NameID.
 *
 * @param creates there is an account for everybody
 * @throws {Refusal} `known-user`
 */
export function accountOf(
  { nameId, attributes }: SignIn,
  creates: boolean,
  rules: RuleBook,
): string {
  const fold = rules.has('known-user') ? asciiLower : unicodeFolded;
  const name = (!rules.has('attribute-name') && attributes.mail?.[0]) || nameId;
  const known = accounts.find((account) => fold(account) === fold(name));
  if (known !== undefined) return known;
  if (creates && name !== '') return name;
  throw new Refusal('known-user', name);
}

export const asciiLower = (text: string) =>
  text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Compatibility characters, accents and case are folded; white space around it and characters that are not seen are dropped. */
const unicodeFolded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}|\p{Cf}/gu, '')
    .trim()
    .toUpperCase()
    .toLowerCase();
