import type { Answer, RawRequest } from '../../catalogue/index.ts';
import type { SentRequest } from './sent-request.ts';

/** One browser with cookies of its own, real or not. It speaks to the target and to nobody else. */
export interface Browser {
  /**
   * Opens the address at which a sign-in starts and follows it to where it would leave for the identity provider.
   *
   * @throws {CheckFault} `no_request`, `needs_scripts`, `endless_redirect`, `leads_elsewhere`
   * @throws {ExchangeError}
   */
  start(loginUrl: string): Promise<SentRequest>;
  /** Submits a form as the identity provider's self-posting page would, and follows where it leads. @throws {ExchangeError} */
  submit(action: string, fields: readonly (readonly [string, string])[]): Promise<Answer>;
  /** One request of this browser; redirects are not followed. @throws {ExchangeError} */
  send(request: RawRequest): Promise<Answer>;
  /** Cookies that would be sent to an address, by name. */
  cookies(url: string): Promise<Record<string, string>>;
  /** Another browser with the cookies that this one has now. */
  fork(): Promise<Browser>;
  close(): Promise<void>;
}

/** Opens browsers of one kind. */
export interface BrowserMaker {
  /** A new one without cookies. `origins`: those of the target; nothing is sent to any other. */
  open(origins: ReadonlySet<string>): Promise<Browser>;
  close(): Promise<void>;
}

/** What kind of answer is asked for: a page as browsers do, or a problem document where the target offers one. */
export type Wanted = 'page' | 'problem';
