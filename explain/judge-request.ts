import { deflateRawSync } from 'node:zlib';
import { type ExaminedRequestCheck, examineAuthnRequest } from '../idp/index.ts';
import type { Circumstances } from './circumstances.ts';
import type { Given } from './given.ts';
import { judgeRequestSignature, signedRequestsAssumed } from './judge-request-signature.ts';
import type { ReadMessage } from './read-messages.ts';

/** What Entra says about a request. */
export interface JudgedRequest {
  readonly checks: readonly ExaminedRequestCheck[];
  /** Of the checks that failed, in order: the first is Entra's answer. */
  readonly refusals: readonly NonNullable<ExaminedRequestCheck['refusal']>[];
  /** Sentences: what could not be compared, because it was not given. */
  readonly assumptions: readonly string[];
}

/**
 * Makes Entra's checks on a captured AuthnRequest, with the Identifier and Reply URLs that the metadata of the service provider names; on its signature
 * only while no Response says that Entra took it.
 */
export function judgeRequest(
  message: ReadMessage,
  { now }: Circumstances,
  given: Given,
  isAnswered: boolean,
): JudgedRequest {
  const { xml, address = '' } = message;
  const { serviceProvider } = given;
  const signature = isAnswered ? undefined : judgeRequestSignature(message, now, given);
  const examined = examineAuthnRequest(
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
  const checks = withSignature(examined, signature);
  const unknown =
    'The Identifier and the Reply URLs of the application are not known: those in the request are taken for them. Give the metadata of the service provider to check them.';
  return {
    checks,
    refusals: checks.flatMap(({ refusal }) => refusal ?? []),
    assumptions: [
      ...(serviceProvider ? [] : [unknown]),
      ...(signature ? [signedRequestsAssumed] : []),
    ],
  };
}

/** After the check on the Issuer, where Entra makes it: the application is known then. */
function withSignature(
  checks: readonly ExaminedRequestCheck[],
  signature: ExaminedRequestCheck | undefined,
): ExaminedRequestCheck[] {
  if (!signature) return [...checks];
  const after = checks.findIndex(({ name }) => name === 'issuer') + 1;
  return after === 0 ? [...checks] : checks.toSpliced(after, 0, signature);
}
