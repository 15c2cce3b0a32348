import type { SignInOutcome } from './outcome.ts';

const pages: Readonly<Record<number, string>> = {
  50055: 'Asked the user for a new password.',
  50072: 'Asked the user to register a second factor.',
  50074: 'Asked the user for a second factor.',
  50140: 'Asked the user whether to stay signed in.',
};

/** A page after the first, with the policies of Conditional Access that make it necessary. */
export function pageInWords(
  { code, policies = [] }: NonNullable<SignInOutcome['interruption']>,
  { access }: Pick<SignInOutcome, 'access'>,
): string {
  const page = pages[code] ?? 'Showed another page of the sign-in.';
  const applied = policies.length > 0 ? policies : (access?.applied ?? []);
  const demanding = applied.filter(({ result }) => result === 'failure');
  if (demanding.length === 0 || (code !== 50072 && code !== 50074)) return page;
  const names = demanding
    .map(({ displayName, grant }) => `"${displayName}"${grant ? ` (${grant})` : ''}`)
    .join(' and ');
  return `Conditional Access demands more, by ${names}. ${page}`;
}

/** Where the user was sent with an AuthnRequest of this site; without the values in its query. */
export function otherIdentityProvider({
  answer,
}: Pick<SignInOutcome, 'answer'>): string | undefined {
  const [address, names = ''] = answer().location?.split('?') ?? [];
  return names.split('&').includes('SAMLRequest') ? address : undefined;
}
