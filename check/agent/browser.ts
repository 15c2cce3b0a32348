import type { Answer, RawRequest, WithheldCookie } from '../../catalogue/index.ts';
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
  /**
   * Submits a form as the identity provider's self-posting page does, and goes on as far as a browser does without a person: redirects,
   * refreshes, frames, forms that a script submits.
   *
   * @returns the first error page, or else the last page; its body also has the text of the others.
   * @throws {ExchangeError} when there is no answer within the limits
   */
  submit(action: string, fields: readonly (readonly [string, string])[]): Promise<Answer>;
  /** Sends one request; does not follow redirects. @throws {ExchangeError} when there is no answer within the limits */
  send(request: RawRequest): Promise<Answer>;
  /** The cookies that would be sent to a URL, by name. */
  cookies(url: string): Promise<Record<string, string>>;
  /** The cookies that the browser did not send to the service provider, or not keep, because of SameSite. */
  withheldCookies(): Promise<readonly WithheldCookie[]>;
  /** Makes all cookies older than the two minutes in which Chromium sends one without SameSite with a cross-site POST. */
  ageCookies(): Promise<void>;
  /** Adds a cookie that would be sent to a URL and everything beside it. */
  plantCookie(url: string, name: string, value: string): Promise<void>;
  /** A new browser with a copy of the current cookies. */
  fork(): Promise<Browser>;
  close(): Promise<void>;
}

/** Opens browsers of one kind. */
export interface BrowserMaker {
  /**
   * Opens a browser without cookies.
   *
   * @param origins those of the target; nothing is sent to any other.
   * @param idpSite where the identity provider's page is; on another site by default, as Entra's is.
   */
  open(origins: ReadonlySet<string>, idpSite?: IdpSite): Promise<Browser>;
  close(): Promise<void>;
}

/** Whether the identity provider's page is on another site than the service provider. */
export type IdpSite = 'cross-site' | 'same-site';

/** The kind of response to ask for: a page, as browsers do, or a problem document (RFC 9457) if the target offers one. */
export type Wanted = 'page' | 'problem';
