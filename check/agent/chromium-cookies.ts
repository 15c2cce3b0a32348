import type { CDPSession } from 'playwright';
import { Cookie } from 'tough-cookie';
import type { WithheldCookie } from '../../catalogue/index.ts';

/** https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-Cookie */
interface DevToolsCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  readonly expires: number;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly session: boolean;
  readonly sameSite?: 'Strict' | 'Lax' | 'None';
}

interface SentExtraInfo {
  readonly associatedCookies: readonly {
    readonly cookie: DevToolsCookie;
    readonly blockedReasons: readonly string[];
  }[];
  readonly headers: Readonly<Record<string, string>>;
}

interface ReceivedExtraInfo {
  readonly blockedCookies: readonly {
    readonly cookieLine: string;
    readonly blockedReasons: readonly string[];
  }[];
}

const isSameSite = (reason: string) => /^(?:Schemeful)?SameSite/.test(reason);

/** The cookies of one tab: which were withheld and why, and their copies. Playwright's own functions lose a missing SameSite attribute. */
export class ChromiumCookies implements Disposable {
  readonly #devTools: CDPSession;
  readonly #withheld: WithheldCookie[] = [];
  readonly #aged = new Set<string>();
  readonly #onSent = ({ associatedCookies, headers }: SentExtraInfo) => {
    // Only a request that may change something has an Origin.
    const when = 'Origin' in headers ? 'post' : 'redirect';
    for (const { cookie, blockedReasons } of associatedCookies)
      if (blockedReasons.length > 0 && blockedReasons.every(isSameSite))
        this.#withheld.push({ name: cookie.name, sameSite: this.#sameSiteOf(cookie), when });
  };
  readonly #onReceived = ({ blockedCookies }: ReceivedExtraInfo) => {
    for (const { cookieLine, blockedReasons } of blockedCookies)
      if (blockedReasons.includes('SameSiteNoneInsecure'))
        this.#withheld.push({
          name: cookieLine.split('=')[0]?.trim() ?? '',
          sameSite: 'None',
          when: 'never',
        });
  };

  constructor(devTools: CDPSession, withheld: readonly WithheldCookie[] = []) {
    this.#devTools = devTools;
    this.#withheld.push(...withheld);
    devTools.on('Network.requestWillBeSentExtraInfo', this.#onSent);
    devTools.on('Network.responseReceivedExtraInfo', this.#onReceived);
  }

  get withheld(): readonly WithheldCookie[] {
    return this.#withheld;
  }

  /** An explicit Lax has the same effect as no attribute has after two minutes. */
  async age(): Promise<void> {
    const { cookies } = await this.#devTools.send('Network.getAllCookies');
    const young = cookies.filter(({ sameSite }) => sameSite === undefined);
    for (const { name } of young) this.#aged.add(name);
    await setCookies(
      this.#devTools,
      young.map((cookie) => ({ ...cookie, sameSite: 'Lax' })),
    );
  }

  /** Keeps the cookies of a response that the check itself received. */
  async keep(lines: readonly string[], url: string): Promise<void> {
    const cookies = lines.flatMap((line) => Cookie.parse(line, { loose: true }) ?? []);
    if (cookies.length === 0) return;
    await this.#devTools.send('Network.setCookies', {
      cookies: cookies.map((cookie) => {
        const { key: name, value, domain, path, secure, httpOnly, sameSite } = cookie;
        const until = cookie.expiryTime();
        const known = (['Strict', 'Lax', 'None'] as const).find(
          (each) => each.toLowerCase() === sameSite,
        );
        return {
          ...{ name, value, url, secure, httpOnly },
          ...(domain && { domain }),
          ...(path && { path }),
          ...(known && { sameSite: known }),
          ...(until !== undefined && Number.isFinite(until) && { expires: until / 1000 }),
        };
      }),
    });
  }

  async copyTo(devTools: CDPSession): Promise<void> {
    const { cookies } = await this.#devTools.send('Network.getAllCookies');
    await setCookies(devTools, cookies);
  }

  #sameSiteOf({ name, sameSite }: DevToolsCookie): WithheldCookie['sameSite'] {
    return this.#aged.has(name) ? undefined : sameSite;
  }

  [Symbol.dispose](): void {
    this.#devTools.off('Network.requestWillBeSentExtraInfo', this.#onSent);
    this.#devTools.off('Network.responseReceivedExtraInfo', this.#onReceived);
  }
}

/** A cookie of one host has a URL instead of a Domain. */
async function setCookies(devTools: CDPSession, cookies: readonly DevToolsCookie[]): Promise<void> {
  await devTools.send('Network.setCookies', {
    cookies: cookies.map(
      ({ name, value, domain, path, expires, httpOnly, secure, session, sameSite }) => ({
        ...{ name, value, path, httpOnly, secure },
        url: `${secure ? 'https' : 'http'}://${domain.replace(/^\./, '')}${path}`,
        ...(domain.startsWith('.') && { domain }),
        ...(!session && { expires }),
        ...(sameSite && { sameSite }),
      }),
    ),
  });
}
