import { deflateRawSync } from 'node:zlib';
import { decodeParameter, rawParameters } from '../saml/bindings/raw-query.ts';
import { SamlError } from '../saml/errors.ts';

/** A request of a service provider, and how it travelled as far as that is known. */
export interface SentMessage {
  readonly xml: Uint8Array;
  /** Absent: not known, so no finding is about it. */
  readonly binding?: 'redirect' | 'post';
  /** Of HTTP-Redirect, as sent, without `?`. */
  readonly rawQuery?: string;
  /** It was compressed, although it was sent by HTTP-POST. */
  readonly deflated?: boolean;
  readonly relayState?: string;
  /** That it was sent to: URL without a query. */
  readonly address?: string;
}

/** The parameter as it was sent, or as a service provider that encodes correctly sends it. */
export function samlRequestOf({ xml, binding, rawQuery, deflated = false }: SentMessage): {
  SAMLRequest: string;
  binding: 'redirect' | 'post';
} {
  const asSent = rawQuery === undefined ? undefined : parameterOf(rawQuery, 'SAMLRequest');
  if (binding === 'redirect' && asSent !== undefined) return { SAMLRequest: asSent, binding };
  const bytes = binding === 'post' && !deflated ? xml : deflateRawSync(xml);
  return { SAMLRequest: Buffer.from(bytes).toString('base64'), binding: binding ?? 'redirect' };
}

/** The parameter of a message that is in a query more than once: two readers could use different values. */
export const repeatedIn = (rawQuery: string): string | undefined =>
  ['SAMLRequest', 'RelayState', 'SigAlg', 'Signature'].find(
    (name) => rawQuery.split('&').filter((pair) => pair.startsWith(`${name}=`)).length > 1,
  );

/** A parameter of a query, decoded as servers do; undefined when it is absent or cannot be decoded. */
export function parameterOf(rawQuery: string, name: string): string | undefined {
  try {
    const raw = rawParameters(rawQuery).get(name);
    return raw === undefined ? undefined : decodeParameter(raw);
  } catch (error) {
    if (error instanceof SamlError) return undefined;
    throw error;
  }
}
