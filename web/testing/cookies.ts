import { Cookie, CookieJar } from 'tough-cookie';

/** Cookies ignore the port (RFC 6265 8.5), so this is every site of a lab. */
const SITE = 'http://localhost/';

/**
 * The cookies of one browser, kept and sent as RFC 6265 says; on http loopback `Secure` cookies too, as in Chromium. The cookies of localhost
 * can be read, set and deleted by name, as in a Map.
 */
export class Cookies implements Iterable<[name: string, value: string]> {
  readonly #jar = new CookieJar();

  /** The `Cookie` header of a request to `url`; may be empty. */
  headerFor(url: string): string {
    return this.#jar.getCookieStringSync(url);
  }

  /** @param lines `Set-Cookie` headers of the answer of `url`. @throws {Error} for a cookie that a browser would reject. */
  keep(lines: readonly string[], url: string): void {
    for (const line of lines) this.#jar.setCookieSync(line, url);
  }

  get(name: string): string | undefined {
    return this.#find(name)?.value;
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  /** Changes the value of a cookie, or adds one for the whole site. */
  set(name: string, value: string): void {
    const cookie = this.#find(name)?.clone() ?? new Cookie({ key: name, path: '/' });
    cookie.value = value;
    this.#jar.setCookieSync(cookie, SITE);
  }

  delete(name: string): void {
    const cookie = this.#find(name)?.clone();
    if (!cookie) return;
    cookie.setMaxAge(0);
    this.#jar.setCookieSync(cookie, SITE);
  }

  clear(): void {
    this.#jar.removeAllCookiesSync();
  }

  keys(): string[] {
    return this.#all().map(({ key }) => key);
  }

  *[Symbol.iterator](): Generator<[string, string]> {
    for (const { key, value } of this.#all()) yield [key, value];
  }

  #all(): Cookie[] {
    return this.#jar.getCookiesSync(SITE, { allPaths: true });
  }

  #find(name: string): Cookie | undefined {
    return this.#all().find(({ key }) => key === name);
  }
}
