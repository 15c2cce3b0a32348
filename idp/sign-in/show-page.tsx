import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import type { Exchange } from '../sign-in-visit.ts';
import { configScript, type PageConfig, pageConfig } from './page-config.ts';
import { SignInFrame } from './sign-in-frame.tsx';

/**
 * Sends a sign-in page with its `$Config`, the first script of the page. The Content-Security-Policy of the site stays in force; a nonce
 * allows this one inline script.
 */
export function showPage(exchange: Exchange, config: PageConfig, content: VNode): FastifyReply {
  const { reply } = exchange;
  const nonce = randomBytes(16).toString('base64');
  const script = configScript(pageConfig(exchange, config), nonce);
  const page = reply.render(
    <SignInFrame pageId={config.pgid} script={config.script}>
      {content}
    </SignInFrame>,
  );
  const policy = String(reply.getHeader('content-security-policy'));
  return reply
    .header(
      'content-security-policy',
      policy.replace("script-src 'self'", `script-src 'self' 'nonce-${nonce}'`),
    )
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.replace('</title>', () => `</title>${script}`));
}
