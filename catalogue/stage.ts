/** What a played run may do. The runner implements it over HTTP and over a browser; cases know only this. */
import type { Message } from './message.ts';
import type { ResponseSpec } from './response-spec.ts';

/** One user agent with cookies of its own. */
export interface UserAgent {
  /**
   * Lets the service provider start a sign-in and stops at the identity provider; for an IdP-initiated-only target nothing is
   * asked. The honest answer to it is the starting point of every message.
   */
  begin(options?: { forceAuthn?: boolean; authnContext?: string }): Promise<ResponseSpec>;
  /** Posts a Response to the assertion consumer service and follows where it leads. */
  post(answering: ResponseSpec, message: Message): Promise<Answer>;
  /** Any other request of this user agent to the service provider; redirects are not followed. */
  request(request: RawRequest): Promise<Answer>;
  /** Who the service provider says is signed in, by the probe. */
  whoami(): Promise<{ signedIn: boolean; text: string }>;
  /** Values of the cookies that the service provider has set, by name. */
  cookies(): Promise<Record<string, string>>;
  /** Another user agent with the cookies that this one has now; from then on each goes its own way. */
  fork(): Promise<UserAgent>;
  /**
   * Lets the service provider start a logout and stops at the identity provider, where the harness knows how.
   *
   * @returns the ID of the LogoutRequest, which is what the LogoutResponse answers, and its RelayState.
   */
  beginLogout?(): Promise<{ id: string; relayState: string | undefined }>;
}

export interface RawRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly contentType?: string;
  readonly body?: string | Uint8Array;
}

export interface Answer {
  readonly status: number;
  /** Where it ended after redirects. */
  readonly url: string;
  /** Every Location on the way. */
  readonly locations: readonly string[];
  readonly contentType: string;
  readonly title: string;
  readonly body: string;
  /** The check that refused, when the service provider names it (samlab's own does). */
  readonly check: string | undefined;
}

export interface Stage {
  /** A fresh browser; as many as a run needs. */
  newUserAgent(): Promise<UserAgent>;
  /** URLs of the service provider from its metadata. */
  readonly target: {
    readonly acs: string;
    readonly entityId: string;
    readonly singleLogout: readonly { readonly binding: string; readonly location: string }[];
  };
  /** The identity provider that the service provider trusts, as its honest metadata describes it. */
  readonly identityProvider: { readonly entityId: string; readonly singleSignOn: string };
  /** The honest message for a request: assertion signed, rsa-sha256. */
  honest(answering: ResponseSpec): Promise<Message>;
  /**
   * A listener on loopback that counts requests, for cases in which none may come.
   *
   * @returns its URL and the number of hits so far.
   */
  listener(): Promise<{ url: string; hits: () => number }>;
  /**
   * Makes the target read metadata of the identity provider anew, where the harness can; undone after the run.
   *
   * @returns whether it took it, and what it said when not.
   */
  loadMetadata?: (xml: string) => Promise<{ accepted: boolean; reason?: string }>;
  /** Moves the clock of the target, where the harness owns it. */
  advanceClock?: (seconds: number) => Promise<void>;
}

/** Thrown by a played run that this target offers no way to play; the reason belongs into the report, as for a missing need. */
export class NotPlayable extends Error {}

/** Thrown by a played run whose honest part failed, so that nothing is proved either way. */
export class Inconclusive extends Error {}
