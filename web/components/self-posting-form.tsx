/**
 * The page that carries a message to the other side (SAML Bindings 3.5.4): Entra's `hiddenform` (entra-saml.md 2.1, 9.1).
 *
 * The script is inline, allowed by its hash, because that submits soonest: an external file would cost another request first. It runs as
 * soon as the parser has seen the form, which is before the document has loaded, so the browser replaces this page in the history instead
 * of adding to it (HTML 4.10.22.3, "has not yet completely loaded"), and the back button does not post the message again.
 *
 * This is the only page that is concatenated by hand, because it is rendered for every sign-in.
 */
import { createHash } from 'node:crypto';
import { styleUrl } from '../assets.ts';
import { mockLabel } from '../http/site.ts';

export interface SelfPosting {
  /** Absolute http or https URL. */
  action: string;
  /** Hidden inputs in this order; `undefined` is left out. */
  fields: Readonly<Record<string, string | undefined>>;
  /** Default `hiddenform`. */
  formName?: string | undefined;
}

// Called on the prototype: a field named "submit" would hide the form's own method.
const script = 'HTMLFormElement.prototype.submit.call(document.forms[0])';
const scriptHash = createHash('sha256').update(script).digest('base64');

// Clients look for a page that begins with the title "Working..."; a browser with scripts shows nothing else.
const head = `<html><head><title>Working...</title><meta name="viewport" content="width=device-width, initial-scale=1"><noscript><link rel="stylesheet" href="${styleUrl}"></noscript></head><body><form method="POST" name="`;
const middle = `<noscript><main class="main self-posting"><p class="mock-label">${mockLabel}</p>`;
const tail = `<p>Scripts are disabled in this browser. Choose Submit to continue.</p><input type="submit" value="Submit" class="button button-primary"></main></noscript></form><script>${script}</script></body></html>`;

const policy = `default-src 'none'; script-src 'sha256-${scriptHash}'; style-src 'self'; form-action http: https:; base-uri 'none'; frame-ancestors 'none'`;

/** The Content-Security-Policy of the self-posting page: allows its script, and a form that posts to another site. */
export function selfPostingPolicy(): string {
  return policy;
}

/**
 * The whole page as HTML text. Send it as `text/html; charset=utf-8` with `selfPostingPolicy()` and `Cache-Control: no-store`
 * (`reply.selfPost` does all three).
 *
 * @param clock the clock of the lab in words, while it is not that of the machine
 *
 * @throws {TypeError} when the action is not an absolute http or https URL; a `javascript:` address must never get here
 */
export function selfPostingPage(
  { action, fields, formName = 'hiddenform' }: SelfPosting,
  clock?: string,
): string {
  const url = URL.parse(action);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new TypeError(
      `A form can only be posted to an absolute http or https URL, not to "${action.slice(0, 80)}".`,
    );
  }
  let inputs = '';
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined)
      inputs += `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;
  }
  const chip = clock === undefined ? '' : `<p class="clock-chip">Clock: ${escapeHtml(clock)}</p>`;
  return `${head}${escapeHtml(formName)}" action="${escapeHtml(action)}">${inputs}${middle}${chip}${tail}`;
}

const special = /[&<>"']/;
const every = /[&<>"']/g;
const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML content and quoted attribute values (HTML 13.1.2.3). Base64 needs no escaping, so the usual case copies nothing. */
function escapeHtml(text: string): string {
  return special.test(text)
    ? text.replace(every, (character) => references[character] ?? character)
    : text;
}
