import { Cookie, CookieJar } from 'tough-cookie';
import type { WithheldCookie } from '../../catalogue/index.ts';
import { isTrustworthy } from './site.ts';

/** Limits of RFC 6265bis 5.6, in bytes. */
const MAX_COOKIE = 4096;

/** How long Chromium sends a cookie without SameSite with a cross-site POST, in ms. */
const LAX_ALLOWING_POST = 2 * 60 * 1000;

/** How a request reaches a site. */
export interface CookieContext {
  readonly crossSite: boolean;
  readonly method: string;
  /** A page in the address bar, as opposed to a frame. */
  readonly topLevel: boolean;
}

/**
 * Cookies as Chromium keeps and sends them: RFC 6265bis with SameSite=Lax as the default, two minutes in which such a cookie still goes with
 * a cross-site POST, and Secure cookies on http on this machine.
 */
export class CookieStore {
  readonly #jar: CookieJar;
  readonly #refused: WithheldCookie[];
  /** Cookies made before this moment are older than two minutes. */
  #oldBefore: number;

  constructor(jar = new CookieJar(), refused: readonly WithheldCookie[] = [], oldBefore = 0) {
    this.#jar = jar;
    this.#refused = [...refused];
    this.#oldBefore = oldBefore;
  }

  /** Keeps the cookies of a response. A navigation may set any, also when it comes from another site. */
  keep(lines: readonly string[], url: string): void {
    for (const line of lines) {
      const cookie = Cookie.parse(line, { loose: true });
      if (!cookie || cookie.key.length + cookie.value.length > MAX_COOKIE) continue;
      const sameSite = sameSiteOf(cookie);
      if (sameSite === 'None' && !cookie.secure) {
        this.#refused.push({ name: cookie.key, sameSite, when: 'never' });
        continue;
      }
      if (!acceptPrefix(cookie) || !acceptDomain(cookie, new URL(url).hostname)) continue;
      this.#jar.setCookieSync(cookie, secureUrl(url), { ignoreError: true });
    }
  }

  /** The Cookie header for a request, and what it leaves out because of SameSite. */
  forRequest(url: string, context: CookieContext): { header: string; withheld: WithheldCookie[] } {
    const all = this.#jar.getCookiesSync(secureUrl(url));
    const sent = all.filter((cookie) => this.#goes(cookie, context));
    return {
      header: sent.map((cookie) => cookie.cookieString()).join('; '),
      withheld: all
        .filter((cookie) => !sent.includes(cookie))
        .map((cookie) => ({
          name: cookie.key,
          sameSite: sameSiteOf(cookie),
          when: context.method === 'GET' ? 'redirect' : 'post',
        })),
    };
  }

  /** Cookies that were not kept because SameSite=None needs Secure. */
  get refused(): readonly WithheldCookie[] {
    return this.#refused;
  }

  /** All cookies that a page of the same site would send, by name. */
  named(url: string): Record<string, string> {
    const cookies = this.#jar.getCookiesSync(secureUrl(url));
    return Object.fromEntries(cookies.map(({ key, value }) => [key, value]));
  }

  /** From now on, cookies that are kept already count as older than two minutes. */
  age(): void {
    this.#oldBefore = Date.now() + 1;
  }

  copy(): CookieStore {
    return new CookieStore(this.#jar.cloneSync(), this.#refused, this.#oldBefore);
  }

  clear(): void {
    this.#jar.removeAllCookiesSync();
  }

  #goes(cookie: Cookie, { crossSite, method, topLevel }: CookieContext): boolean {
    const sameSite = sameSiteOf(cookie);
    if (!crossSite || sameSite === 'None') return true;
    if (sameSite === 'Strict' || !topLevel) return false;
    if (/^(?:GET|HEAD|OPTIONS|TRACE)$/.test(method)) return true;
    return sameSite === undefined && !this.#isOld(cookie);
  }

  #isOld({ creation }: Cookie): boolean {
    const made = creation instanceof Date ? creation.getTime() : Date.now();
    return made < this.#oldBefore || made < Date.now() - LAX_ALLOWING_POST;
  }
}

/** An unknown value counts as none (RFC 6265bis 5.6.7). */
function sameSiteOf({ sameSite }: Cookie): WithheldCookie['sameSite'] {
  const names = { strict: 'Strict', lax: 'Lax', none: 'None' } as const;
  const value = sameSite?.toLowerCase();
  return value === 'strict' || value === 'lax' || value === 'none' ? names[value] : undefined;
}

/** RFC 6265bis 5.6.8: names that promise attributes. */
function acceptPrefix({ key, secure, domain, path }: Cookie): boolean {
  if (/^__secure-/i.test(key)) return secure;
  return !/^__host-/i.test(key) || (secure && domain === null && path === '/');
}

/**
 * A Domain that is the host itself is the host's own cookie where it has no registrable domain, as on localhost; names below localhost share
 * nothing.
 */
function acceptDomain(cookie: Cookie, hostname: string): boolean {
  const { domain } = cookie;
  if (domain === null) return true;
  const single = !hostname.includes('.') || /^[\d.]+$|^\[/.test(hostname);
  if (single && domain === hostname) {
    cookie.domain = null;
    return true;
  }
  return domain !== 'localhost';
}

/** The jar keeps and returns Secure cookies for https URLs only; cookies ignore scheme and port otherwise. */
const secureUrl = (url: string): string =>
  isTrustworthy(url) ? url.replace(/^http:/i, 'https:') : url;
