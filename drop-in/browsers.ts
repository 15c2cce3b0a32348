import { newSecret } from '../passwords/secret.ts';
import type { Clock } from '../store/clock.ts';
import type { DropInUser } from './users.ts';

/** In milliseconds: `session.duration` and `session.state.timeout` of the image's config.php. */
export const SESSION = 8 * 60 * 60_000;
const WAITING = 60 * 60_000;

/** More are not kept; the oldest go first. */
const MAX_BROWSERS = 10_000;
const MAX_WAITING = 20;

/** A request that waits until the user has signed in. */
export interface WaitingRequest {
  /** `sp`: for the service provider; `test`: for the page of this site that shows the attributes. */
  readonly for: 'sp' | 'test';
  /** Of the exchange in the lab. */
  readonly exchange: string;
  /** Of the AuthnRequest; absent when the identity provider began. */
  readonly inResponseTo?: string | undefined;
  readonly relayState?: string | undefined;
  readonly at: Date;
}

/** A user who is signed in in a browser. */
export interface SignedIn {
  readonly user: DropInUser;
  readonly at: Date;
  /** Of all assertions of this session. */
  readonly sessionIndex: string;
  /** Of the latest assertion, for a LogoutRequest; undefined before there is one. */
  nameId?: string;
}

/** One browser, by its cookie. */
export interface Browser {
  readonly since: Date;
  signedIn?: SignedIn | undefined;
  /** By AuthState. */
  readonly waiting: Map<string, WaitingRequest>;
}

/** Who is signed in in which browser. In memory: a restart forgets it. */
export class Browsers {
  readonly #clock: Clock;
  readonly #browsers = new Map<string, Browser>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The browser with this cookie, without what has expired. */
  find(secret: string | undefined): Browser | undefined {
    const found = secret === undefined ? undefined : this.#browsers.get(secret);
    if (!found) return undefined;
    const now = this.#clock().getTime();
    const { signedIn } = found;
    if (signedIn && now - signedIn.at.getTime() >= SESSION) found.signedIn = undefined;
    for (const [state, { at }] of found.waiting)
      if (now - at.getTime() >= WAITING) found.waiting.delete(state);
    return found;
  }

  /** @returns a new browser and its cookie */
  add(): { readonly secret: string; readonly browser: Browser } {
    const [oldest] = this.#browsers.keys();
    if (this.#browsers.size >= MAX_BROWSERS && oldest !== undefined) this.#browsers.delete(oldest);
    const secret = newSecret();
    const browser = { since: this.#clock(), waiting: new Map<string, WaitingRequest>() };
    this.#browsers.set(secret, browser);
    return { secret, browser };
  }

  /** Gives the browser a new cookie: one that somebody planted before the sign-in is worth nothing afterwards. @returns the cookie */
  renew(browser: Browser): string {
    for (const [secret, each] of this.#browsers)
      if (each === browser) this.#browsers.delete(secret);
    const secret = newSecret();
    this.#browsers.set(secret, browser);
    return secret;
  }

  /** Everybody is signed out, and nothing waits. */
  clear(): void {
    this.#browsers.clear();
  }
}

/** @returns the AuthState, by which the form names the request */
export function wait(browser: Browser, request: WaitingRequest): string {
  const [oldest] = browser.waiting.keys();
  if (browser.waiting.size >= MAX_WAITING && oldest !== undefined) browser.waiting.delete(oldest);
  const state = `_${newSecret()}`;
  browser.waiting.set(state, request);
  return state;
}
