import { decodeMessage } from '../exchanges/decode-message.ts';
import type { Exchange, ExchangeMessage } from '../exchanges/exchange.ts';
import { type AuthnRequest, readAuthnRequest } from '../saml/authn-request.ts';
import { SamlError } from '../saml/errors.ts';

/** An AuthnRequest that the service provider sent to the lab. */
export interface SentRequest {
  readonly message: ExchangeMessage;
  readonly xml: Uint8Array;
  readonly request: AuthnRequest;
  readonly outcome: Exchange['outcome'];
}

/** The AuthnRequests among exchanges, in their order. One that cannot be read belongs to no application. */
export function sentRequests(exchanges: readonly Exchange[]): SentRequest[] {
  return exchanges.flatMap(({ kind, request: message, outcome }) => {
    const xml = message && decodeMessage(message).xml;
    const request = xml && kind === 'sign-in' ? read(xml) : undefined;
    return message && xml && request ? [{ message, xml, request, outcome }] : [];
  });
}

function read(xml: Uint8Array): AuthnRequest | undefined {
  try {
    return readAuthnRequest(xml);
  } catch (error) {
    if (error instanceof SamlError) return undefined;
    throw error;
  }
}

/** One of each kind: requests that differ only in what is new in each of them are one. The first of a kind stays. */
export function kindsOf(requests: readonly SentRequest[]): SentRequest[] {
  const kinds = new Map<string, SentRequest>();
  for (const each of requests) {
    const { id: _, issueInstant: __, ...kind } = each.request;
    const key = JSON.stringify([kind, each.message.binding, each.message.query === undefined]);
    if (!kinds.has(key)) kinds.set(key, each);
  }
  return [...kinds.values()];
}
