/** From bytes to text. */
import { Refusal, type RuleBook } from './rules.ts';

/** @throws {Refusal} `utf8-valid`, or `readable` for another encoding */
export function decode(bytes: Buffer, rules: RuleBook): string {
  const text = bytes.toString('utf8');
  const valid = Buffer.from(text).equals(bytes);
  rules.require('utf8-valid', valid);
  const declared = /^<\?xml[^>]*\sencoding=["']([^"']+)/.exec(text)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(declared)) throw new Refusal('readable', `It declares ${declared}.`);
  return valid ? text : decodeLoosely(bytes);
}

/** Takes an overlong sequence of two bytes for the ASCII character that it spells, and drops everything else that is wrong. */
function decodeLoosely(bytes: Buffer): string {
  const repaired: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const [byte = 0, next = 0] = bytes.subarray(at, at + 2);
    if (byte !== 0xc0 && byte !== 0xc1) {
      repaired.push(byte);
      continue;
    }
    repaired.push(((byte & 1) << 6) | (next & 0x3f));
    at += 1;
  }
  return Buffer.from(repaired).toString('utf8').replaceAll('\uFFFD', '');
}
