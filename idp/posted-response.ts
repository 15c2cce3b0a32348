import type { ExchangeReplacement } from '../exchanges/exchange.ts';
import type { NameId } from './response/name-id.ts';
import type { Encryption } from './response/sign.ts';

/** A response as the browser posts it to the service provider (SAML Bindings 3.5.4). */
export interface PostedResponse {
  /** The Reply URL. */
  action: string;
  fields: { SAMLResponse: string; RelayState: string | undefined };
  /** What a test bed sends in place of the issued response; absent for the issued one. */
  replacement?: ExchangeReplacement;
}

/** A response that is about to be posted, with the values it was made from. */
export interface IssuedResponse {
  readonly response: PostedResponse;
  readonly tenantId: string;
  readonly servicePrincipalId: string;
  readonly userId: string;
  /** Audience: the Identifier that the request names, or the application's first one; `spn:` before one that is no URI. */
  readonly identifier: string;
  /** ID of the AuthnRequest; undefined for an IdP-initiated response. */
  readonly inResponseTo: string | undefined;
  readonly nameId: NameId;
  /** For whom its assertion is encrypted; absent for one in plain text. */
  readonly encryption: Encryption | undefined;
  /** XML of the response as it is without encryption, with the same signatures. */
  plain(): Promise<string>;
}

/**
 * Returns the response to post: `issued.response` unchanged, or another one. For test beds that send altered responses; without it
 * every response is posted as issued.
 */
export type AlterResponse = (issued: IssuedResponse) => Promise<PostedResponse>;
