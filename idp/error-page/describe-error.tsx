import type { FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { ErrorAnswer } from '../../web/http/error-answer.ts';
import { catalogue } from '../aadsts/catalogue.ts';
import { type CloudName, clouds } from '../cloud/clouds.ts';
import type { IdpContext } from '../context.ts';
import { correlationIdOf } from '../correlation-id.ts';
import type { Database } from '../directory/tables.ts';
import { cloudOf, commonCloud, findTenant } from '../directory/tenants/tenants.ts';
import { aadsts, IdpError } from '../errors.ts';
import { wasFiled } from '../sign-in-outcome/file-sign-in.ts';
import { EntraErrorPage } from './error-page.tsx';

export type ErrorContext = Pick<IdpContext, 'db' | 'clock' | 'exchanges'>;

/** Answers a refusal with Entra's page, or with a problem document for programs. */
export function describeErrors({ db, clock, exchanges }: ErrorContext) {
  return async (error: unknown, request: FastifyRequest): Promise<ErrorAnswer | undefined> => {
    const refusal = refusalOf(error, request);
    if (!refusal) return undefined;
    const cloud = await cloudOfRequest(request, db);
    const correlationId = correlationIdOf(request);
    return answerRefusal(refusal, {
      requestId: request.id,
      correlationId,
      exchange: wasFiled(request) ? exchanges?.address(correlationId) : undefined,
      now: clock(),
      cloud,
    });
  };
}

/**
 * The cloud whose hosts an error names: that of the tenant in the path (`/{tenant}/saml2`) or in the query
 * (`/api/signin/{appId}?tenantId=`). Pages under `/common` name no tenant.
 */
async function cloudOfRequest({ params, query }: FastifyRequest, db: Database): Promise<CloudName> {
  const { tenant } = (params ?? {}) as { tenant?: unknown };
  const { tenantId } = (query ?? {}) as { tenantId?: unknown };
  const name = tenant ?? tenantId;
  const found = typeof name === 'string' ? await findTenant(db, name) : undefined;
  return found ? cloudOf(db, found.id) : commonCloud(db);
}

/** A SAML message over the body limit is refused in Entra's words too; other errors are left to `web/`. */
function refusalOf(error: unknown, { url, routeOptions }: FastifyRequest): IdpError | undefined {
  if (error instanceof IdpError) return error;
  const { code } = error as { code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' && routeOptions.url?.startsWith('/:tenant/saml2'))
    return aadsts(75005, { reason: 'The message is too large.' }, { detail: url.slice(0, 100) });
  return undefined;
}

export interface RefusalCircumstances {
  requestId: string;
  correlationId: string;
  /** The page of the exchange, if it is recorded. */
  exchange?: string | undefined;
  now: Date;
  /** Whose host explains the code. */
  cloud: CloudName;
}

/** A refusal as a page and as a problem document. */
export function answerRefusal(
  refusal: IdpError,
  { requestId, correlationId, exchange, now, cloud }: RefusalCircumstances,
): ErrorAnswer & { page: VNode } {
  const { code, message, advice, status, setting, mismatch } = refusal;
  const timestamp = `${now.toISOString().slice(0, 19)}Z`;
  return {
    status,
    title: catalogue[code].name,
    detail: message,
    whatToDo: advice,
    code: `AADSTS${code}`,
    type: `https://${clouds[cloud].login}/error?code=${code}`,
    problem: { error_codes: [code], correlationId, timestamp, ...(exchange && { exchange }) },
    page: (
      <EntraErrorPage
        code={code}
        message={message}
        advice={advice}
        requestId={requestId}
        correlationId={correlationId}
        timestamp={timestamp}
        mismatch={mismatch}
        setting={setting}
        exchange={exchange}
        back={refusal.back ?? { href: '/my-apps', label: 'Go to My Apps' }}
      />
    ),
  };
}
