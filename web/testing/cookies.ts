import { Cookie, CookieJar } from 'tough-cookie';

/** Cookies do not tell ports apart (RFC 6265 8.5), so this is every site of a lab. */
const SITE = 'http://localhost/';

/**
 * The cookies of one browser, kept and sent by RFC 6265; `Secure` ones on http loopback as well, as Chromium does. Those of localhost can
 * be read, taken away and planted by name, as in a Map.
 */
export class Cookies implements Iterable<[name: string, value: string]> {
  readonly #jar = new CookieJar();

  /** The `Cookie` header of a request to `url`; empty when there is none to send. */
  headerFor(url: string): string {
    return this.#jar.getCookieStringSync(url);
  }

  /** @param lines `Set-Cookie` headers of the answer of `url`. @throws {Error} for one that a browser would not keep. */
  keep(lines: readonly string[], url: string): void {
    for (const line of lines) this.#jar.setCookieSync(line, url);
  }

  get(name: string): string | undefined {
    return this.#find(name)?.value;
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  /** Changes the value of a cookie that is there; plants one for the whole site when there is none. */
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
