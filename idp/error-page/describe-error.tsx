import type { FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { ErrorAnswer } from '../../web/error-answer.ts';
import { catalogue } from '../aadsts/catalogue.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { aadsts, IdpError } from '../errors.ts';
import { EntraErrorPage } from './error-page.tsx';

/** The answer to a refusal: Entra's page for people, the same as a problem document for programs. */
export function describeErrors(clock: () => Date) {
  return (error: unknown, request: FastifyRequest): ErrorAnswer | undefined => {
    const refusal = refusalOf(error, request);
    return refusal && answerRefusal(refusal, request.id, correlationIdOf(request), clock());
  };
}

/** A message too large to be read at all is refused in Entra's words as well; other errors are not ours to word. */
function refusalOf(error: unknown, { url, routeOptions }: FastifyRequest): IdpError | undefined {
  if (error instanceof IdpError) return error;
  const { code } = error as { code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' && routeOptions.url === '/:tenant/saml2')
    return aadsts(75005, { reason: 'The message is too large.' }, { detail: url.slice(0, 100) });
  return undefined;
}

/** One refusal in both forms. */
export function answerRefusal(
  refusal: IdpError,
  requestId: string,
  correlationId: string,
  now: Date,
): ErrorAnswer & { page: VNode } {
  const { code, message, advice, status, back } = refusal;
  const timestamp = `${now.toISOString().slice(0, 19)}Z`;
  return {
    status,
    title: catalogue[code].name,
    detail: message,
    whatToDo: advice,
    code: `AADSTS${code}`,
    type: `https://login.microsoftonline.com/error?code=${code}`,
    problem: { error_codes: [code], correlationId, timestamp },
    page: (
      <EntraErrorPage
        {...{ code, message, advice, requestId, correlationId, timestamp }}
        back={back ?? { href: '/my-apps', label: 'Go to My Apps' }}
      />
    ),
  };
}
