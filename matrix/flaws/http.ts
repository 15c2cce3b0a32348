/** What the site needs of HTTP: form, cookies, pages. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RuleBook } from './rules.ts';

const FORM_BYTES = 1_000_000;

/** @throws {Refusal} */
export async function formOf(request: IncomingMessage, rules: RuleBook): Promise<URLSearchParams> {
  const type = request.headers['content-type'] ?? '';
  rules.require('form-content-type', type.startsWith('application/x-www-form-urlencoded'), type);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped, since a client that is still sending may not see an answer.
    if (size <= FORM_BYTES || !rules.has('form-size')) chunks.push(chunk);
  }
  rules.require('form-size', size <= FORM_BYTES);
  const text = Buffer.concat(chunks).toString();
  if (!type.includes('json')) return new URLSearchParams(text);
  return new URLSearchParams(JSON.parse(text) as Record<string, string>);
}

export function redirect(response: ServerResponse, location: string): void {
  response.statusCode = 303;
  response.setHeader('location', location);
  response.end();
}

/** @param sameSite `None` where it comes back with a Response from another site; browsers ask for `Secure` then, on loopback too. */
export function setCookie(
  response: ServerResponse,
  name: string,
  value: string,
  sameSite: 'None; Secure' | 'Lax' = 'None; Secure',
): void {
  response.appendHeader('set-cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=${sameSite}`);
}

export function cookiesOf(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? '')
    .split(/;\s*/)
    .map((pair) => pair.split('=') as [string, string]);
  return new Map(pairs.filter(([name]) => name));
}

/** @param html escaped where it must be */
export function page(response: ServerResponse, status: number, title: string, html: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><title>${title}</title><p>${html}</p>`);
}

export const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`);
