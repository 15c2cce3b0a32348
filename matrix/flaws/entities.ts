/** What a parser does that supports a DOCTYPE. */
import { readFileSync } from 'node:fs';
import { Fatal, Refusal } from './rules.ts';

const MAX_TEXT = 4_000_000; // characters, where the process runs out of memory

const entity = /<!ENTITY\s+(%\s+)?(\w+)\s+(SYSTEM\s+)?["']([^"']*)["']\s*>/g;

/** URLs of external entities and of an external subset. */
export function externalUrls(text: string): string[] {
  const entities = [...text.matchAll(entity)].flatMap(([, , , system, value]) =>
    system && value ? [value] : [],
  );
  const subset = /<!DOCTYPE\s+[\w:]+\s+SYSTEM\s+["']([^"']*)["']/.exec(text)?.[1];
  return subset === undefined ? entities : [...entities, subset];
}

/**
 * The text without its DOCTYPE, each entity replaced by its value: that of a file is its text, and other external ones have none.
 *
 * @throws {Refusal} `readable` for a file that is no text
 */
export function expandEntities(text: string): string {
  const values = new Map(
    [...text.matchAll(entity)].map(([, , name = '', system, value = '']) => [
      name,
      system ? fileText(value) : value,
    ]),
  );
  let plain = text.replace(/<!DOCTYPE[^[>]*(?:\[.*?\]\s*)?>/s, '');
  const reference = /&(\w+);/g;
  for (;;) {
    let size = plain.length;
    for (const [, name = ''] of plain.matchAll(reference)) size += values.get(name)?.length ?? 0;
    if (size > MAX_TEXT) throw new Fatal();
    const expanded = plain.replace(reference, (same, name: string) => values.get(name) ?? same);
    if (expanded === plain) return plain;
    plain = expanded;
  }
}

function fileText(url: string): string {
  if (!url.startsWith('file:')) return '';
  const text = readFileSync(new URL(url), 'utf8');
  if (text.includes('\0')) throw new Refusal('readable', `${url} is no XML.`);
  return text;
}
