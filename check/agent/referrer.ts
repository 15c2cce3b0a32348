const policies = [
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const;

export type ReferrerPolicy = (typeof policies)[number];

/** The policy of a page that names none (Referrer Policy 3). */
export const defaultReferrerPolicy: ReferrerPolicy = 'strict-origin-when-cross-origin';

/** Of several policies in the header, the last that is known (Referrer Policy 8.1); undefined without one. */
export function readReferrerPolicy(
  header: string | string[] | undefined,
): ReferrerPolicy | undefined {
  const named = String(header ?? '')
    .split(',')
    .map((each) => each.trim().toLowerCase());
  return named.flatMap((name) => policies.find((policy) => policy === name) ?? []).at(-1);
}

/** The Referer header of a request from a page (Referrer Policy 8.3), or undefined for none. */
export function refererFor(page: string, policy: ReferrerPolicy, to: string): string | undefined {
  const from = new URL(page);
  const sameOrigin = from.origin === new URL(to).origin;
  const downgrade = from.protocol === 'https:' && !to.startsWith('https:');
  const origin = `${from.origin}/`;
  const whole = `${from.origin}${from.pathname}${from.search}`;
  switch (policy) {
    case 'no-referrer':
      return undefined;
    case 'no-referrer-when-downgrade':
      return downgrade ? undefined : whole;
    case 'origin':
      return origin;
    case 'origin-when-cross-origin':
      return sameOrigin ? whole : origin;
    case 'same-origin':
      return sameOrigin ? whole : undefined;
    case 'strict-origin':
      return downgrade ? undefined : origin;
    case 'strict-origin-when-cross-origin':
      if (sameOrigin) return whole;
      return downgrade ? undefined : origin;
    case 'unsafe-url':
      return whole;
  }
}
