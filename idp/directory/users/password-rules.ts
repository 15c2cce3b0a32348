import { randomInt } from 'node:crypto';
import type { Fault } from '../../../input/invalid-input.ts';

const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];

/** The rule that a password breaks: 8 to 256 ASCII characters, spaces included, of three of four kinds (entra-admin.md 1.10). */
export function passwordFault(password: string): Fault | undefined {
  const fault = (code: string, message: string): Fault => ({ property: 'password', code, message });
  if (password === '') return fault('required', 'Enter a password.');
  if (password.length < 8 || password.length > 256)
    return fault('length', `A password has 8 to 256 characters; this one has ${password.length}.`);
  if (!/^[\x20-\x7e]*$/.test(password))
    return fault(
      'character',
      'A password can contain only ASCII letters, digits, symbols and spaces.',
    );
  if (classes.filter((one) => one.test(password)).length < 3)
    return fault(
      'complexity',
      'A password needs three of these four: a lower-case letter, a capital, a digit, a symbol.',
    );
  return undefined;
}

/** Without letters and digits that are easily mistaken for each other. */
const alphabets = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!#%+-?'];
const LENGTH = 16;

/** A random password that keeps the rules: 16 characters, about 90 bits. */
export function generatePassword(): string {
  const all = alphabets.join('');
  const pick = (from: string) => from.charAt(randomInt(from.length));
  const characters = [
    ...alphabets.map(pick),
    ...Array.from({ length: LENGTH - alphabets.length }, () => pick(all)),
  ];
  for (let at = characters.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [characters[at], characters[other]] = [characters[other] ?? '', characters[at] ?? ''];
  }
  return characters.join('');
}
