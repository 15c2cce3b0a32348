import type { FastifyRequest } from 'fastify';
import { decodePost } from '../saml/bindings/post.ts';
import { readRedirectQuery } from '../saml/bindings/redirect-query.ts';
import { DropInRefusal } from './refusal.ts';
import type { DropInServiceProvider } from './service-provider.ts';

/** A SAML message by either binding, decoded but not read. */
export interface ReceivedMessage {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  readonly binding: 'HTTP-Redirect' | 'HTTP-POST';
  /** The parameter or field, as sent. */
  readonly value: string;
  readonly xml: Uint8Array;
  readonly relayState: string | undefined;
}

/**
 * The message of a request; undefined when there is none. SimpleSAMLphp takes HTTP-POST too, which its metadata does not name.
 *
 * @throws {SamlError} when it cannot be decoded
 */
export function receivedMessage(request: FastifyRequest): ReceivedMessage | undefined {
  if (request.method === 'POST') {
    const { SAMLRequest, SAMLResponse, RelayState: relayState } = fieldsOf(request.body);
    const value = SAMLRequest ?? SAMLResponse;
    if (value === undefined) return undefined;
    const parameter = SAMLRequest === undefined ? 'SAMLResponse' : 'SAMLRequest';
    return { parameter, binding: 'HTTP-POST', value, xml: decodePost(value), relayState };
  }
  const read = readRedirectQuery(rawQuery(request.url));
  if (!read) return undefined;
  const { parameter, xml, relayState } = read;
  const value = fieldsOf(request.query)[parameter] ?? '';
  return { parameter, binding: 'HTTP-Redirect', value, xml, relayState };
}

/** Without `?`, not decoded. */
export const rawQuery = (url: string): string => url.split(/\?(.*)/s)[1] ?? '';

/** Text fields of a form or a query; one that was sent twice counts as absent. */
export function fieldsOf(source: unknown): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries((source ?? {}) as Record<string, unknown>).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

/** @throws {DropInRefusal} `unknown_service_provider` unless the message is from the one that is known */
export function requireKnown(
  issuer: string | undefined,
  { entityId }: DropInServiceProvider,
): void {
  if (issuer === entityId) return;
  const from = issuer === undefined ? 'has no Issuer' : `is from "${issuer.slice(0, 200)}"`;
  throw new DropInRefusal(
    'unknown_service_provider',
    'Metadata not found',
    `The message ${from}, and this identity provider knows the service provider "${entityId}" only.`,
    `Set the variable SIMPLESAMLPHP_SP_ENTITY_ID, or the entity ID of the service provider, so that both are the same.`,
  );
}
