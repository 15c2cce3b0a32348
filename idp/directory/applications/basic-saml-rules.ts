import type { Fault } from '../../../input/invalid-input.ts';
import { indexFaults, type RedirectUriSetting } from './reply-url-indexes.ts';
import { patternFault } from './reply-url-pattern.ts';
import { addressFault } from './web-address.ts';

/** "Basic SAML Configuration" (entra-admin.md 1.7, entra-saml.md 9.7). An absent or empty address is not set. */
export interface BasicSaml {
  /** Identifiers (Entity ID); the first is the primary one. */
  identifierUris: readonly string[];
  /** Reply URLs (Assertion Consumer Service URL); the first is the default one. */
  replyUrls: readonly string[];
  /** The indexes of Reply URLs; one for an address that is no Reply URL has no effect. Absent: no indexes. */
  redirectUriSettings?: readonly RedirectUriSetting[] | undefined;
  signOnUrl?: string | undefined;
  relayState?: string | undefined;
  logoutUrl?: string | undefined;
}

/** Entra's name of each property (entra-admin.md 1.7): labels of the pages, and how a fault names it. */
export const basicSamlLabels: Readonly<Record<keyof BasicSaml, string>> = {
  identifierUris: 'Identifier (Entity ID)',
  replyUrls: 'Reply URL (Assertion Consumer Service URL)',
  redirectUriSettings: 'Index',
  signOnUrl: 'Sign on URL',
  relayState: 'Relay State',
  logoutUrl: 'Logout Url',
};

const MAX_VALUES = 100;

/** An Identifier and a Reply URL are required. */
export function missingFaults({ identifierUris, replyUrls }: BasicSaml): Fault[] {
  const missing = (list: List) =>
    basicSamlFault(`${list}.0`, 'required', 'is required: enter at least one value.');
  return [
    ...(identifierUris.some((value) => value !== '') ? [] : [missing('identifierUris')]),
    ...(replyUrls.some((value) => value !== '') ? [] : [missing('replyUrls')]),
  ];
}

/**
 * Every broken rule about the values; whether another application has an Identifier is checked in the database.
 *
 * @param allowsPlainHttp of the tenant
 */
export function valueFaults(basic: BasicSaml, allowsPlainHttp: boolean): (Fault | undefined)[] {
  const { identifierUris, replyUrls, redirectUriSettings, signOnUrl } = basic;
  const { relayState = '', logoutUrl } = basic;
  const address = (value: string) =>
    allowsPlainHttp ? addressFault(value, () => true) : addressFault(value);
  return [
    ...listFaults('identifierUris', identifierUris, identifierFault),
    ...listFaults('replyUrls', replyUrls, (value) => address(value) ?? patternFault(value)),
    ...indexFaults(redirectUriSettings),
    optionalFault('signOnUrl', signOnUrl, address),
    optionalFault('logoutUrl', logoutUrl, address),
    relayState.length > 2000
      ? basicSamlFault('relayState', 'too_long', 'has at most 2,000 characters.')
      : undefined,
  ];
}

/** Every broken rule, as Save names them. */
export const basicSamlFaults = (basic: BasicSaml): Fault[] =>
  [...missingFaults(basic), ...valueFaults(basic, false)].filter((fault) => fault !== undefined);

type List = 'identifierUris' | 'replyUrls';

function listFaults(
  list: List,
  values: readonly string[],
  rule: (value: string) => string | undefined,
): Fault[] {
  if (values.length > MAX_VALUES)
    return [basicSamlFault(`${list}.0`, 'too_many', `has at most ${MAX_VALUES} values.`)];
  // `missingFaults` reports a list of empty values.
  if (values.every((value) => value === '')) return [];
  return values.flatMap((value, position) => {
    const property = `${list}.${position}`;
    if (value === '') return [basicSamlFault(property, 'required', 'is empty: enter a value.')];
    if (values.indexOf(value) < position)
      return [basicSamlFault(property, 'repeated', 'is already in the list.')];
    const wrong = rule(value);
    return wrong === undefined ? [] : [basicSamlFault(property, 'malformed', wrong)];
  });
}

function optionalFault(
  property: 'signOnUrl' | 'logoutUrl',
  value = '',
  rule: (value: string) => string | undefined,
): Fault | undefined {
  const wrong = value === '' ? undefined : rule(value);
  return wrong === undefined ? undefined : basicSamlFault(property, 'malformed', wrong);
}

/** An Identifier is compared letter by letter, and need not be an address (entra-saml.md 1.2, 2.1). */
function identifierFault(value: string): string | undefined {
  if (/\s/.test(value)) return 'contains white space.';
  if (value.length > 255) return 'is longer than 255 characters.';
  if (/^https?:/i.test(value) && !URL.parse(value)) return 'is not a well-formed address.';
  if (/[<>"]/.test(value))
    return 'still contains a placeholder: replace <...> with the real value.';
  if (/%20/.test(value))
    return 'contains %20, which Entra reads as a blank, so that no request matches it: use a name without blanks.';
  if (value.includes('*'))
    return 'contains *, and names are compared letter by letter: enter the Issuer of the requests.';
  return undefined;
}

/** @param end of the sentence that begins with Entra's name of the property */
export function basicSamlFault(property: string, code: string, end: string): Fault {
  const label = basicSamlLabels[property.split('.')[0] as keyof BasicSaml];
  return { property, code, message: `${label} ${end}` };
}
