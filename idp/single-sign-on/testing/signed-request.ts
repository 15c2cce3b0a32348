import { createHmac, sign as cryptoSign, type KeyObject } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { toBase64 } from '../../../certs/certificate.ts';
import type { DigestName } from '../../../saml/algorithms.ts';
import { wire } from '../../../saml/canonical-writer.ts';
import { signEnveloped } from '../../../saml/sign.ts';
import {
  authnRequest,
  authnRequestElement,
  type RequestParts,
  tenantId,
} from '../../testing/contoso.ts';
import type { ServiceProviderKey } from '../../testing/service-provider-key.ts';

export const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const rsaSha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

export interface QueryParts {
  xml?: string;
  relayState?: string;
  /** URI in SigAlg; undefined leaves it out, also of what is signed. */
  sigAlg?: string | undefined;
  digest?: DigestName;
  /** How values are percent-encoded. */
  encode?: (value: string) => string;
  /** The names in the order of what is signed. */
  order?: readonly string[];
  /** With this text as secret, by HMAC. */
  hmacSecret?: string;
}

/** Each parameter of a signed query as `name=value`, in the order of the standard. */
export function signedParameters(key: KeyObject, parts: QueryParts = {}): string[] {
  const {
    xml = authnRequest(),
    relayState,
    digest = 'sha256',
    encode = encodeURIComponent,
  } = parts;
  const sigAlg = 'sigAlg' in parts ? parts.sigAlg : rsaSha256;
  const values = new Map([['SAMLRequest', deflateRawSync(Buffer.from(xml)).toString('base64')]]);
  if (relayState !== undefined) values.set('RelayState', relayState);
  if (sigAlg !== undefined) values.set('SigAlg', sigAlg);
  const pair = (name: string) => `${name}=${encode(values.get(name) ?? '')}`;
  const order = parts.order ?? [...values.keys()];
  const octets = Buffer.from(order.map(pair).join('&'));
  const signature =
    parts.hmacSecret === undefined
      ? cryptoSign(digest, octets, key)
      : createHmac(digest, parts.hmacSecret).update(octets).digest();
  return [...[...values.keys()].map(pair), `Signature=${encode(signature.toString('base64'))}`];
}

/** The address of a signed request by HTTP-Redirect. */
export const signedRedirect = (key: ServiceProviderKey, parts?: QueryParts): string =>
  addressOf(signedParameters(key.privateKey, parts));

export const addressOf = (parameters: readonly string[]): string =>
  `/${tenantId}/saml2?${parameters.join('&')}`;

export const lowerCaseEscapes = (value: string): string =>
  encodeURIComponent(value).replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());

/** A request that is signed as for HTTP-POST: XML with an enveloped signature. */
export async function signedXml(
  { privateKey, certificate }: ServiceProviderKey,
  parts: RequestParts = {},
  digest: DigestName = 'sha256',
): Promise<string> {
  const key = { privateKey, certificateBase64: toBase64(certificate) };
  return wire(await signEnveloped(authnRequestElement(parts), { key, digest }));
}
