import { SamlError } from './errors.ts';
import { trimXml } from './white-space.ts';

/** UTC with exactly three decimals and `Z`, as Entra writes every instant (entra-saml.md 2.1). */
export function formatInstant(date: Date): string {
  return date.toISOString();
}

/** xs:dateTime in UTC with `Z`, any number of decimals (SAML Core 1.3.3). Does not check that the day exists. */
const utcInstant = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?Z$/;

/**
 * Reads an instant, truncated to milliseconds.
 *
 * @throws {SamlError} `schema` for anything that SAML Core 1.3.3 does not allow: no zone, another zone, 30 February.
 */
export function parseInstant(text: string): Date {
  const written = trimXml(text);
  const parts = utcInstant.exec(written);
  const date = parts ? new Date(`${written.slice(0, 19)}Z`) : undefined;
  // Date.parse turns 30 February into March, so an instant that does not format back to the same text is refused.
  if (!parts || !date || Number.isNaN(date.getTime()) || !sameSecond(date, written))
    throw new SamlError(
      'schema',
      `"${text}" is not an instant in UTC such as 2026-01-31T08:00:00Z.`,
    );
  return new Date(date.getTime() + Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3)));
}

const sameSecond = (date: Date, text: string) => date.toISOString().startsWith(text.slice(0, 19));
