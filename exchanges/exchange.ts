/** The longest text, in UTF-16 code units; a recorder shortens what is longer. */
export const MAX_TEXT = 4000;

/** The longest list. */
export const MAX_ITEMS = 1000;

/** `idp`: the identity provider; `sp`: the service provider. */
export type ExchangeSide = 'idp' | 'sp';

/**
 * What an identity provider and a service provider sent each other for one sign-in, launch or sign-out, and what each made of it. Instants are
 * in UTC, as `Date.toISOString` writes them. No value of a cookie, password, code or key is in it.
 */
export interface Exchange {
  /** Version of this shape. */
  version: 1;
  /** Unique in a lab. */
  id: string;
  /** `launch`: the identity provider began, without a request. */
  kind: 'sign-in' | 'launch' | 'sign-out' | 'provisioning';
  /** When the first event happened. */
  startedAt: string;
  /** From the first event to the last, in milliseconds. */
  durationMs: number;
  /** That the sign-in was for: the `servicePrincipalId`, and the display name. */
  application?: { id?: string; name: string };
  /** Absent for the mock, which is named as Entra is. */
  identityProvider?: { name: string };
  /** As in the sign-in log of the identity provider. */
  correlationId?: string;
  /** User name, or the NameID where only that is known. */
  user?: string;
  /** `unfinished`: one side still waits, or never heard of the other. */
  outcome: 'success' | 'failure' | 'unfinished';
  /** Who refused, and why; only of a failure. */
  refusal?: ExchangeRefusal;
  /** AuthnRequest or LogoutRequest. */
  request?: ExchangeMessage;
  /** Response or LogoutResponse. */
  response?: ExchangeMessage;
  /** The lab sent `response` in place of the identity provider's own. */
  replacement?: ExchangeReplacement;
  /** What the receiver of the response answered, where it is known only from outside. */
  answer?: ExchangeAnswer;
  /** In the order in which they ran. */
  checks: ExchangeCheck[];
  /** Of the assertion, each with its reason. */
  claims: ExchangeClaim[];
  /** That both sites set. */
  cookies: ExchangeCookie[];
  /** In the order in which the browser was sent on. */
  redirects: ExchangeRedirect[];
  /** What happened, in order. */
  timeline: ExchangeEvent[];
  /** Names, ids and values were replaced, so no signature verifies. */
  masked?: true;
}

/** A SAML message as it was sent. */
export interface ExchangeMessage {
  parameter: 'SAMLRequest' | 'SAMLResponse';
  binding: 'HTTP-Redirect' | 'HTTP-POST';
  /** Where it was sent: URL without the query that carries it. */
  address: string;
  /** The parameter or field, percent-decoded: base64 of the XML, which HTTP-Redirect DEFLATEs first. */
  value: string;
  relayState?: string;
  /** The query as sent, not decoded, without `?`; only if it is signed, because the signature covers these octets (SAML Bindings 3.4.4.1). */
  query?: string;
  at: string;
}

/** What replaced the identity provider's own Response, and who asked for it. */
export interface ExchangeReplacement {
  by: 'nextSignIn' | 'lab home';
  /** The case of the catalogue, or the run of it: `xsw1#2`. */
  case?: string;
  /** In words, with the case or the changes: `the case xsw1`, `the Response with other claims (mail)`. */
  what: string;
}

/** An HTTP answer as a browser gets it, after redirects. */
export interface ExchangeAnswer {
  by: ExchangeSide;
  status: number;
  /** Of the page at the end; without values of its query that may be secret. */
  address: string;
  title?: string;
  /** The begin of its visible text. */
  text?: string;
}

export interface ExchangeRefusal {
  by: ExchangeSide;
  /** `AADSTS700016`, or the name of the service provider's check. */
  code: string;
  message: string;
  whatToDo?: string;
  /** The page with the setting to change. */
  setting?: { label: string; address: string };
}

export interface ExchangeCheck {
  by: ExchangeSide;
  /** Stable, for programs: `reply-url`, `audience`. */
  name: string;
  /** A sentence that is true when the check passes. */
  title: string;
  /** Where the rule comes from. */
  clause?: string;
  outcome: 'passed' | 'failed' | 'not_reached';
  expected?: string;
  found?: string;
}

export interface ExchangeClaim {
  /** As in the Attribute; `NameID` for the NameID. */
  name: string;
  /** Empty when the claim was left out. */
  values: string[];
  /** Where the values come from, or why there are none: `user.mail is empty`. */
  reason: string;
}

/** A cookie that an answer set. */
export interface ExchangeCookie {
  by: ExchangeSide;
  name: string;
  /** `Path=/; HttpOnly; SameSite=None`. */
  attributes: string;
}

export interface ExchangeRedirect {
  by: ExchangeSide;
  /** Path that was requested. */
  from: string;
  status: number;
  /** Address without the values in its query. */
  to: string;
}

export interface ExchangeEvent {
  at: string;
  by: ExchangeSide;
  /** A sentence: what this side did. */
  what: string;
  /** How long the side worked on it. */
  durationMs?: number;
  /** `asked`: a page was shown, and the user has to do something. */
  outcome: 'done' | 'refused' | 'asked';
}
