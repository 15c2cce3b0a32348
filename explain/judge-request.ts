import { deflateRawSync } from 'node:zlib';
import { type ExaminedRequestCheck, examineAuthnRequest } from '../idp/index.ts';
import type { Circumstances } from './circumstances.ts';
import type { Given } from './given.ts';
import type { ReadMessage } from './read-messages.ts';

/** What Entra says about a request. */
export interface JudgedRequest {
  readonly checks: readonly ExaminedRequestCheck[];
  /** Of the checks that failed, in order: the first is Entra's answer. */
  readonly refusals: readonly NonNullable<ExaminedRequestCheck['refusal']>[];
  /** Sentences: what could not be compared, because it was not given. */
  readonly assumptions: readonly string[];
}

/** Makes Entra's checks on a captured AuthnRequest, with the Identifier and Reply URLs that the metadata of the service provider names. */
export function judgeRequest(
  { xml, address = '' }: ReadMessage,
  { now }: Circumstances,
  { serviceProvider }: Given,
): JudgedRequest {
  const checks = examineAuthnRequest(
    {
      SAMLRequest: deflateRawSync(xml).toString('base64'),
      binding: 'redirect',
      address,
      now,
    },
    {
      displayName: serviceProvider?.entityId ?? 'the application',
      identifiers: serviceProvider ? [serviceProvider.entityId] : [],
      replyUrls: serviceProvider?.acsUrls ?? [],
    },
  );
  return {
    checks,
    refusals: checks.flatMap(({ refusal }) => refusal ?? []),
    assumptions: serviceProvider
      ? []
      : [
          'The Identifier and the Reply URLs of the application are not known: those in the request are taken for them. Give the metadata of the service provider to check them.',
        ],
  };
}
