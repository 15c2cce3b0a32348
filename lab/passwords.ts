import { randomInt } from 'node:crypto';
import { words } from './words.ts';

/**
 * A password that is easily read, typed and told: `Maple-Otter-Velvet-4711`. Over 34 bits of chance, plenty behind Entra's
 * lockout, and within Entra's rule: 8 to 256 characters of three of four classes (entra-admin.md 1.10).
 */
export function readablePassword(): string {
  const word = () => {
    const chosen = words[randomInt(words.length)] ?? '';
    return chosen.charAt(0).toUpperCase() + chosen.slice(1);
  };
  return `${word()}-${word()}-${word()}-${randomInt(1000, 10_000)}`;
}
