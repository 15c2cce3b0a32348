import type { EncodedMessage, SamlParameter, Travel } from './captured-message.ts';

const NAMES: readonly SamlParameter[] = ['SAMLRequest', 'SAMLResponse'];

/** A message in the query of a URL (SAML Bindings 3.4.4); none for a URL without one. */
export function fromUrl(url: string, travel: Travel = {}): EncodedMessage[] {
  const at = url.indexOf('?');
  if (at < 0 || !/SAML(?:Request|Response)=/.test(url)) return [];
  const rawQuery = url.slice(at + 1).replace(/#.*$/, '');
  const before = url.slice(0, at);
  const address = /https?:\/\/\S*$/i.exec(before)?.[0];
  const raw = new Map(rawQuery.split('&').map((pair) => splitPair(pair)));
  const relayState = decoded(raw.get('RelayState'));
  return NAMES.flatMap((parameter) => {
    const value = raw.get(parameter);
    if (value === undefined) return [];
    return [
      {
        method: 'GET',
        ...travel,
        parameter,
        binding: 'HTTP-Redirect' as const,
        ...(address !== undefined && { address }),
        ...(relayState !== undefined && { relayState }),
        rawQuery,
        where: `the address ${address ?? before}`,
        value: decoded(value) ?? value,
        asSent: true,
      },
    ];
  });
}

/** A message in the fields of a form (SAML Bindings 3.5.4), decoded as a server does. */
export function fromForm(
  fields: readonly (readonly [name: string, value: string])[],
  travel: Travel,
): EncodedMessage[] {
  const relayState = fields.find(([name]) => name === 'RelayState')?.[1];
  return fields
    .filter(([name]) => NAMES.some((known) => known === name))
    .map(([name, value]) => ({
      ...travel,
      parameter: name as SamlParameter,
      binding: 'HTTP-POST' as const,
      ...(relayState !== undefined && { relayState }),
      where: `${travel.method ?? 'POST'} to ${travel.address ?? 'an unknown address'}`,
      value,
      asSent: true,
    }));
}

const splitPair = (pair: string): [string, string] => {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
};

/** A value of a query; undefined when it is not percent-encoded UTF-8. */
function decoded(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
