import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { renderPage } from '../../web/http/render.ts';
import type { IdpContext } from '../context.ts';
import { newRequestId } from '../entra-ids.ts';
import { aadsts } from '../errors.ts';
import { reportTooLong } from '../sign-in-outcome/report-exchange.ts';
import { answerRefusal } from './describe-error.tsx';

/**
 * Answers what Node's HTTP parser rejects before it becomes a request. Headers (with the address) over the limit mean a query that is
 * too long, AADSTS90015; anything else is not HTTP.
 */
export function answerUnreadableRequest(context: Pick<IdpContext, 'clock' | 'exchanges' | 'lab'>) {
  return (error: { code?: string }, socket: Socket): void => {
    if (!socket.writable) return;
    const body = error.code === 'HPE_HEADER_OVERFLOW' ? tooLong(context) : '';
    const headers = [
      'HTTP/1.1 400 Bad Request',
      'Content-Type: text/html; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options: nosniff',
      'Connection: close',
    ];
    socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
  };
}

function tooLong({
  clock,
  exchanges,
  lab,
}: Pick<IdpContext, 'clock' | 'exchanges' | 'lab'>): string {
  const at = clock();
  const error = aadsts(90015, {});
  const correlationId = randomUUID();
  reportTooLong(exchanges, { at, correlationId, error });
  return renderPage(
    answerRefusal(error, {
      requestId: newRequestId(),
      correlationId,
      exchange: exchanges?.address(correlationId),
      now: at,
      cloud: 'global', // the tenant is unknown, and the page names no host
    }).page,
    lab,
  );
}
