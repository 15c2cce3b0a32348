import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Clock } from '../../store/clock.ts';
import { renderPage } from '../../web/http/render.ts';
import { newRequestId } from '../entra-ids.ts';
import { aadsts } from '../errors.ts';
import { answerRefusal } from './describe-error.tsx';

/**
 * Answers what Node's HTTP parser rejects before it becomes a request. Headers (with the address) over the limit mean a query that is
 * too long, AADSTS90015; anything else is not HTTP.
 */
export function answerUnreadableRequest(clock: Clock) {
  return (error: { code?: string }, socket: Socket): void => {
    if (!socket.writable) return;
    const body = error.code === 'HPE_HEADER_OVERFLOW' ? tooLong(clock) : '';
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

const tooLong = (clock: Clock): string =>
  renderPage(
    answerRefusal(aadsts(90015, {}), {
      requestId: newRequestId(),
      correlationId: randomUUID(),
      now: clock(),
      cloud: 'global', // the tenant is unknown, and the page names no host
    }).page,
  );
