import { lowerCased } from '../signatures/query-signature.ts';
import type { Evidence, Found } from './evidence.ts';

/** What the signatures of queries point to; they cover the octets as sent (SAML Bindings 3.4.4.1). */
export function* fromQuerySignatures(evidence: Evidence): Generator<Found> {
  const { querySignatures, circumstances, joined } = evidence;
  for (const { of, verdict, signer, what } of querySignatures) {
    if (verdict === 're-encoded')
      yield {
        id: 'query-encoded-again',
        likelihood: 'certain',
        because: `The signature of the query with the ${of} is right over a query ${what}, and not over this one.`,
      };
    if (verdict === 'not-valid')
      yield {
        id: 'query-signature',
        likelihood: 'certain',
        because: `No given certificate made the signature of the query with the ${of}, or the query was changed after it was signed.`,
      };
    if (signer && signer.notAfter.getTime() < circumstances.now.getTime())
      yield {
        id: 'certificate-expired',
        likelihood: 'certain',
        because: `${signer.subject}, thumbprint ${signer.thumbprint}, expired on ${signer.notAfter.toISOString().slice(0, 10)}.`,
      };
    if (verdict !== 'valid') continue;
    const message = [joined.request, joined.response].find((each) => each?.says.kind === of);
    const { rawQuery = '', answer } = message ?? {};
    // entra-saml.md 4: Entra's escapes are lower-case, and some libraries encode the query again before they verify.
    if (
      (answer?.status ?? 0) >= 400 &&
      /%[0-9a-f]*[a-f]/.test(rawQuery) &&
      lowerCased(rawQuery) === rawQuery
    )
      yield {
        id: 'query-encoded-again',
        likelihood: 'possible',
        because: `The query with the ${of} has lower-case escapes, its signature is right, and it was answered with status ${answer?.status}.`,
      };
  }
}

/** A signature of the request matters only where the application requires one. */
export function* fromRequestSignatures({ requestSignatures, joined }: Evidence): Generator<Found> {
  if (joined.kind === 'sign-out') return;
  for (const { parent, verdict } of requestSignatures)
    if (['changed', 'other-key', 'broken'].includes(verdict))
      yield {
        id: 'request-signature',
        likelihood: 'possible',
        because: `The signature of the ${parent} is ${verdict === 'other-key' ? 'by none of the given certificates of the service provider' : 'wrong'}.`,
      };
}
