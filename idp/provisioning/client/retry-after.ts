/**
 * How long an answer asks to wait, in milliseconds: seconds or a date (RFC 9110 10.2.3). Anything else says nothing: `Date.parse` makes a date of the past
 * of `-5` or `soon 5`, after which a request would be sent again at once.
 *
 * @param now milliseconds since 1970
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = DATE.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The three forms of HTTP dates begin with the name of a day (RFC 9110 5.6.7). */
const DATE = /^\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d{2}:\d{2}:\d{2}/;
