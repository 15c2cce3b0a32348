/** What a played run can do. The runner implements it with an HTTP client and with Chromium; cases know only these types. */
import type { Message } from './message.ts';
import type { Outcome } from './outcome.ts';
import type { ResponseSpec } from './response-spec.ts';

/** One user agent with its own cookies. */
export interface UserAgent {
  /**
   * Starts a sign-in at the service provider and stops at the identity provider; does nothing if the target is IdP-initiated only.
   *
   * @returns the valid response to that request, from which every message starts.
   */
  begin(options?: { forceAuthn?: boolean; authnContext?: string }): Promise<ResponseSpec>;
  /** The valid unsolicited response, for a browser that started no sign-in. */
  unsolicited(): Promise<ResponseSpec>;
  /** Posts a Response to the assertion consumer service and follows redirects. */
  post(answering: ResponseSpec, message: Message): Promise<Answer>;
  /** Sends any other request to the service provider; does not follow redirects. */
  request(request: RawRequest): Promise<Answer>;
  /** Whether the service provider says that a user is signed in, and its whoami response. */
  whoami(): Promise<Seen & { readonly text: string }>;
  /** Values of the cookies of the service provider, by name. */
  cookies(): Promise<Record<string, string>>;
  /** Cookies of the service provider that the browser did not send or not keep because of SameSite, if the harness can tell. */
  withheldCookies?(): Promise<readonly WithheldCookie[]>;
  /** Makes all cookies older than two minutes, if the harness can. */
  ageCookies?(): Promise<void>;
  /** Puts a cookie into the browser for the service provider, as a page of another site under the same domain can. */
  plantCookie(name: string, value: string): Promise<void>;
  /** A new user agent with a copy of the current cookies. */
  fork(): Promise<UserAgent>;
  /**
   * Starts a logout at the service provider and stops at the identity provider; only if the harness knows how.
   *
   * @returns the ID of the LogoutRequest, for the LogoutResponse, and its RelayState.
   */
  beginLogout?(): Promise<{ id: string; relayState: string | undefined }>;
  /** What Entra would say of the last message of this kind that the service provider sent from this browser; none was sent: nothing. */
  judgeSent?(kind: SentKind): readonly SentFinding[];
}

/** The messages of a service provider that start something. */
export type SentKind = 'AuthnRequest' | 'LogoutRequest';

/** Something in a message that Entra refuses (`error`), refuses for some users or under a setting (`warning`), or that is worth knowing. */
export interface SentFinding {
  /** Of the rule. */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly code?: string;
  /** Whole sentences, like `fix`. */
  readonly sentence: string;
  readonly found?: string;
  readonly fix: string;
}

export interface WithheldCookie {
  readonly name: string;
  /** The SameSite attribute; undefined without one. */
  readonly sameSite: 'Strict' | 'Lax' | 'None' | undefined;
  /**
   * `post`: not sent with the cross-site POST; `redirect`: not sent with the cross-site GET after it; `never`: not kept at all, because
   * SameSite=None needs Secure.
   */
  readonly when: 'post' | 'redirect' | 'never';
}

/**
 * Whose session the whoami response showed: the test user's, another user's, or neither if it does not say.
 */
export interface Seen {
  readonly signedIn: boolean;
  /** The name is read from a page, where blanks around it cannot be seen. */
  readonly trimmed?: true;
  /** It names the test user. */
  readonly honest: boolean;
  /** It names another user. */
  readonly hostile: boolean;
}

export interface RawRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly contentType?: string;
  readonly body?: string | Uint8Array;
}

export interface Answer {
  readonly status: number;
  /** The final URL after redirects. */
  readonly url: string;
  /** Every Location header on the way. */
  readonly locations: readonly string[];
  readonly contentType: string;
  readonly title: string;
  readonly body: string;
  /** The check that refused, if the service provider names it, as samlab's own does. */
  readonly check: string | undefined;
}

export interface Stage {
  /**
   * Opens a fresh browser.
   *
   * @param options where the page is from which the identity provider posts: on another site than the service provider, as Entra's, unless
   *   the service provider works only from the same one.
   */
  newUserAgent(options?: {
    readonly identityProviderSite?: 'cross-site' | 'same-site' | undefined;
  }): Promise<UserAgent>;
  /** Entity ID and URLs of the service provider, from its metadata. */
  readonly target: {
    readonly acs: string;
    readonly entityId: string;
    readonly singleLogout: readonly { readonly binding: string; readonly location: string }[];
  };
  /** The identity provider that the service provider trusts, as in its metadata. */
  readonly identityProvider: { readonly entityId: string; readonly singleSignOn: string };
  /** The valid message for a request: Assertion signed with rsa-sha256. */
  honest(answering: ResponseSpec): Promise<Message>;
  /**
   * A listener on loopback that counts requests, for cases that must cause none.
   *
   * @returns its URL and the number of hits so far.
   */
  listener(): Promise<{ url: string; hits: () => number }>;
  /**
   * Makes the target read other metadata of the identity provider, if the harness can; undone after the run.
   *
   * @returns whether the target accepted it, and otherwise why not.
   */
  loadMetadata?: (xml: string) => Promise<{ accepted: boolean; reason?: string }>;
  /** Moves the clock of the target, if the harness can. */
  advanceClock?: (seconds: number) => Promise<void>;
}

/** Thrown by a played run that cannot run against this target; reported as the reason for skipping it. */
export class NotPlayable extends Error {}

/** Thrown by a played run whose valid part failed, so nothing is proved either way. */
export class Inconclusive extends Error {}

/**
 * Thrown by a played run whose message met another check than the one that the case is about: a refusal does not count as passed, nor an
 * acceptance as a finding. The message of the error is one sentence that says why.
 */
export class NotShown extends Error {
  /** The case that has the finding, if one has. */
  readonly of: string | undefined;
  /** What the message led to, if that was wrong by itself. */
  readonly outcome: Outcome | undefined;

  constructor(message: string, of?: string, outcome?: Outcome) {
    super(message);
    this.of = of;
    this.outcome = outcome;
  }
}
