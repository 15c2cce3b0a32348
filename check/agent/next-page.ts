import { type HtmlForm, type HtmlPage, readHtmlPage } from '../../web/markup/html-page.ts';
import { ContentPolicies } from './content-policies.ts';
import type { Reply } from './exchange.ts';
import type { Initiator, Navigation } from './navigation.ts';
import { defaultReferrerPolicy, readReferrerPolicy } from './referrer.ts';

const FORM = 'application/x-www-form-urlencoded';

/** A refresh after more than this many seconds is not waited for: it ends an idle session, for example. */
const MAX_REFRESH = 10;

/** A page that a browser shows. */
export interface ShownPage {
  readonly url: string;
  /** Undefined for anything but HTML. */
  readonly html: HtmlPage | undefined;
  readonly policies: ContentPolicies;
  readonly initiator: Initiator;
  /** Where it leads by itself, by the header Refresh. */
  readonly refreshHeader: string | undefined;
}

/** Reads a response as a browser shows it. */
export function showPage(url: string, reply: Reply): ShownPage {
  const { headers } = reply;
  const body = Buffer.from(reply.body).toString('utf8');
  const html = isHtml(reply, body) ? readHtmlPage(body, url) : undefined;
  const policies = new ContentPolicies(url, headers['content-security-policy'], html?.policies);
  const referrerPolicy = readReferrerPolicy(headers['referrer-policy']) ?? defaultReferrerPolicy;
  const { refresh } = headers;
  return {
    url,
    html,
    policies,
    initiator: { url, referrerPolicy, policies },
    refreshHeader: typeof refresh === 'string' ? refresh : undefined,
  };
}

/**
 * Whether a response may lead on by itself. Reading a page costs more than the rest of a sign-in, and most pages after one just stay.
 */
export const mayLeadOn = ({ headers, body }: Reply): boolean =>
  headers.refresh !== undefined || LEADS_ON.test(Buffer.from(body).toString('latin1'));

const LEADS_ON = /http-equiv\s*=|<i?frame|submit\s*\(|\.click\s*\(|SAML(?:Request|Response)/i;

/** MIME Sniffing 7: a declared type decides; without one, a page is recognised by its first tag unless `nosniff` forbids it. */
function isHtml({ headers }: Reply, body: string): boolean {
  if (/^\s*attachment/i.test(headers['content-disposition'] ?? '')) return false;
  const type = headers['content-type'];
  if (type) return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(type);
  if (/nosniff/i.test(String(headers['x-content-type-options'] ?? ''))) return false;
  return /^\s*<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|!--)[\s>]/i.test(
    body,
  );
}

/**
 * Where a page goes without a person: by a refresh, or by a form that a script submits. Undefined if it stays.
 *
 * @param by which scripts are taken to submit the form: those that say so, or, on a page that must lead on, any.
 */
export function automaticStep(
  page: ShownPage,
  by: 'submitting script' | 'any script' = 'submitting script',
): Navigation | undefined {
  const { html, refreshHeader, url, policies } = page;
  const refresh = [refreshHeader, html?.refresh].flatMap(
    (each) => target(each, html?.base ?? url) ?? [],
  )[0];
  const form = html && selfPosting(html, policies, by);
  if (form && policies.allowsForm(form.action)) return submission(page, form, false);
  if (refresh === undefined) return undefined;
  return { ...follow(page, refresh), isForm: false };
}

/** The pages in the frames of a page, which a browser loads with it. */
export const framesOf = (page: ShownPage): Navigation[] =>
  (page.html?.frames ?? [])
    .filter(({ url }) => /^https?:/.test(url))
    .map(({ url, tag }) => ({ ...follow(page, url), target: tag }));

/** The only form, if it asks for nothing and a script that may run submits it. */
function selfPosting(
  html: HtmlPage,
  policies: ContentPolicies,
  by: 'submitting script' | 'any script',
): HtmlForm | undefined {
  const [form, ...others] = html.forms;
  if (!form || others.length > 0 || form.visibleFields > 0) return undefined;
  const { scripts, onload } = html;
  if (by === 'submitting script' && /(?:log|sign)-?_?out/i.test(form.action)) return undefined;
  const isSaml = form.fields.some(([name]) => /^(?:SAML|RelayState)/.test(name));
  const submitting = {
    // What a script from a file does is not seen; on a page with a message, it submits it.
    scripts: scripts.filter(({ src, text }) => (src ? isSaml : SUBMITS.test(text))),
    onload: SUBMITS.test(onload ?? '') ? onload : undefined,
  };
  return policies.allowsScriptsOf(by === 'any script' ? html : submitting) ? form : undefined;
}

const SUBMITS = /submit\s*\(|\.click\s*\(/i;

/** `0; url=/home`; a refresh without a URL only reloads the page (HTML 4.2.5.3). */
function target(refresh: string | undefined, base: string): string | undefined {
  const found = /^\s*(\d+)(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?(["']?)(.+)$/is.exec(refresh ?? '');
  if (!found || Number(found[1]) > MAX_REFRESH) return undefined;
  const [, , quote = '', text = ''] = found;
  const url = quote ? text.split(quote)[0] : text;
  const parsed = URL.parse(url?.trim() ?? '', base);
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : undefined;
}

/** A page that goes to a URL by itself. */
export const follow = (page: ShownPage, url: string): Navigation => ({
  method: 'GET',
  url,
  from: page.initiator,
  chain: [],
  isForm: false,
  activated: false,
  target: 'document',
});

/** @param pressed a person presses its button, which may add a field. */
export function submission(page: ShownPage, form: HtmlForm, pressed: boolean): Navigation {
  const extra = pressed && form.button?.field ? [form.button.field] : [];
  const fields = [...form.fields, ...extra].map(([name, value]) => [name, value]);
  const body = new URLSearchParams(fields).toString();
  const from = { ...follow(page, form.action), isForm: true, activated: pressed };
  if (form.method === 'post')
    return { ...from, method: 'POST', headers: { 'content-type': FORM }, body };
  const url = new URL(form.action);
  url.search = body;
  return { ...from, url: url.href };
}
