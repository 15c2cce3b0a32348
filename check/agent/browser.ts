import type { Answer, RawRequest } from '../../catalogue/index.ts';
import type { SentRequest } from './sent-request.ts';

/** One browser with its own cookies, real or simulated. It sends requests only to the target. */
export interface Browser {
  /**
   * Opens the URL that starts a sign-in, and follows it up to the request to the identity provider.
   *
   * @throws {CheckFault} `no_request`, `needs_scripts`, `endless_redirect`, `leads_elsewhere`
   * @throws {ExchangeError} when there is no answer within the limits
   */
  start(loginUrl: string): Promise<SentRequest>;
  /** Submits a form as the identity provider's self-posting page does, and follows redirects. @throws {ExchangeError} when there is no answer within the limits */
  submit(action: string, fields: readonly (readonly [string, string])[]): Promise<Answer>;
  /** Sends one request; does not follow redirects. @throws {ExchangeError} when there is no answer within the limits */
  send(request: RawRequest): Promise<Answer>;
  /** The cookies that would be sent to a URL, by name. */
  cookies(url: string): Promise<Record<string, string>>;
  /** A new browser with a copy of the current cookies. */
  fork(): Promise<Browser>;
  close(): Promise<void>;
}

/** Opens browsers of one kind. */
export interface BrowserMaker {
  /** Opens a browser without cookies. @param origins those of the target; nothing is sent to any other. */
  open(origins: ReadonlySet<string>): Promise<Browser>;
  close(): Promise<void>;
}

/** The kind of response to ask for: a page, as browsers do, or a problem document (RFC 9457) if the target offers one. */
export type Wanted = 'page' | 'problem';
