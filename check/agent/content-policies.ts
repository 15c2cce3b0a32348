import { createHash } from 'node:crypto';
import type { HtmlPage, HtmlScript } from '../../web/markup/html-page.ts';

type Directives = ReadonlyMap<string, readonly string[]>;

/**
 * The Content-Security-Policy of one page, as far as it decides whether a browser goes on from there: `form-action`, `script-src` and
 * `sandbox` (CSP 3). Every policy must allow.
 */
export class ContentPolicies {
  readonly #page: string;
  readonly #policies: readonly Directives[];

  /**
   * @param url of the page.
   * @param header the value of the Content-Security-Policy header.
   * @param metas the policies in the page.
   */
  constructor(url: string, header: string | string[] | undefined, metas: readonly string[] = []) {
    this.#page = url;
    const inHeader = String(header ?? '').split(',');
    this.#policies = [
      ...inHeader.map((text) => directives(text)),
      // A page cannot sandbox itself (CSP 3, 3.3).
      ...metas.map((text) => directives(text, ['sandbox'])),
    ];
  }

  /** Whether a form of the page may go to a URL, directly or by a redirect, which Chromium checks too. */
  allowsForm(url: string): boolean {
    return this.#policies.every((policy) => {
      const sources = policy.get('form-action');
      const sandbox = policy.get('sandbox');
      const forms = sandbox === undefined || sandbox.includes('allow-forms');
      return forms && (!sources || sources.some((source) => this.#matches(source, url)));
    });
  }

  /** Whether one of these scripts may run. */
  allowsScriptsOf({ scripts, onload }: Pick<HtmlPage, 'scripts' | 'onload'>): boolean {
    if (onload !== undefined && this.#policies.every((policy) => allowsInline(policy, undefined)))
      return true;
    return scripts.some((script) =>
      this.#policies.every((policy) => !isSandboxed(policy) && this.#allowsScript(policy, script)),
    );
  }

  #allowsScript(policy: Directives, script: HtmlScript): boolean {
    if (script.src === undefined) return allowsInline(policy, script);
    const sources = scriptSources(policy);
    if (!sources) return true;
    if (script.nonce !== undefined && sources.includes(`'nonce-${script.nonce}'`)) return true;
    if (sources.includes("'strict-dynamic'")) return false;
    const { src } = script;
    return sources.some((source) => this.#matches(source, src));
  }

  /** CSP 3, 6.7.2.8, without paths. */
  #matches(source: string, url: string): boolean {
    const { protocol, hostname, port } = new URL(url);
    const own = new URL(this.#page);
    const text = source.toLowerCase();
    if (text === "'self'") return own.origin === new URL(url).origin;
    if (text === '*') return /^https?:$/.test(protocol) || protocol === own.protocol;
    if (/^[a-z][a-z0-9+.-]*:$/.test(text))
      return text === protocol || (text === 'http:' && protocol === 'https:');
    const found = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^:/]+|\[[^\]]+\])(?::(\d+|\*))?(?:\/.*)?$/.exec(
      text,
    );
    if (!found) return false;
    const [, scheme = own.protocol.slice(0, -1), host = '', wantedPort] = found;
    const schemeFits = protocol === `${scheme}:` || (scheme === 'http' && protocol === 'https:');
    const hostFits = host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host;
    const actual = port || (protocol === 'https:' ? '443' : '80');
    const usual = ['80', '443'].includes(actual) && port === '';
    const portFits = wantedPort === undefined ? usual : wantedPort === '*' || wantedPort === actual;
    return schemeFits && hostFits && portFits;
  }
}

function directives(text: string, ignored: readonly string[] = []): Directives {
  const found = new Map<string, readonly string[]>();
  for (const part of text.split(';')) {
    const [name = '', ...values] = part.trim().split(/\s+/);
    const key = name.toLowerCase();
    if (key !== '' && !found.has(key) && !ignored.includes(key)) found.set(key, values);
  }
  return found;
}

const scriptSources = (policy: Directives) =>
  policy.get('script-src-elem') ?? policy.get('script-src') ?? policy.get('default-src');

const isSandboxed = (policy: Directives): boolean =>
  policy.get('sandbox')?.includes('allow-scripts') === false;

/** @param script undefined for an event handler, which neither a nonce nor a plain hash allows. */
function allowsInline(policy: Directives, script: HtmlScript | undefined): boolean {
  if (isSandboxed(policy)) return false;
  const sources = script
    ? scriptSources(policy)
    : (policy.get('script-src-attr') ?? policy.get('script-src') ?? policy.get('default-src'));
  if (!sources) return true;
  const strict = sources.some((source) => /^'(?:nonce-|sha\d+-|strict-dynamic)/i.test(source));
  if (!strict) return sources.some((source) => source.toLowerCase() === "'unsafe-inline'");
  if (!script) return false;
  if (script.nonce && sources.includes(`'nonce-${script.nonce}'`)) return true;
  return ['sha256', 'sha384', 'sha512'].some((name) =>
    sources.includes(`'${name}-${createHash(name).update(script.text).digest('base64')}'`),
  );
}
