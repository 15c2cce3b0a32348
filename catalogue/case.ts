import type { Message } from './message.ts';
import type { Outcome } from './outcome.ts';
import type { ResponseSpec } from './response-spec.ts';
import type { Stage } from './stage.ts';

/** Groups of the catalogue, in the order in which they run. */
export const groups = {
  ok: 'Valid responses',
  sig: 'Signature',
  xsw: 'Signature wrapping and parser differentials',
  xml: 'XML document',
  proto: 'Protocol',
  cond: 'Conditions, subject and statements',
  web: 'Session and HTTP',
  slo: 'Logout',
  md: 'Metadata and keys',
  req: 'What the service provider sends',
} as const;

export type CatalogueGroup = keyof typeof groups;

/** The same, and last the cases that a user keeps in files (`own/`). */
export const groupNames = { ...groups, own: 'Your own cases' } as const;

export type Group = keyof typeof groupNames;

/** For a message that must be refused: the harm if it is accepted; for a valid one: the damage if it is refused. */
export type Severity = 'crit' | 'high' | 'med' | 'low';

export const severityName: Readonly<Record<Severity, string>> = {
  crit: 'critical',
  high: 'high',
  med: 'medium',
  low: 'low',
};

/**
 * What a correct service provider does. `accept`: opens a session for the test user. `reject`: opens no session. `inert`: either, but uses
 * only signed content. `policy`: either is defensible; the report says which it was.
 */
export type Verdict = 'accept' | 'reject' | 'inert' | 'policy';

/** What a run needs beyond one browser and one login URL, as the reason for skipping a run without it. */
export const needs = {
  solicited: 'Needs a service provider that starts sign-ins; this one is IdP-initiated only.',
  'response-signature-alone':
    'Needs metadata without WantAssertionsSigned="true", because the Assertion itself is not signed.',
  'unsolicited-allowed':
    'Needs a service provider that accepts IdP-initiated responses: set it up so, and add --offers unsolicited-allowed.',
  'unsolicited-refused':
    'Needs a service provider that refuses IdP-initiated responses: set it up so, and add --offers unsolicited-refused.',
  'any-relay-state':
    'Needs a service provider that takes any RelayState: with --relay-state, it requires the one that both sides agreed on.',
  'second-idp':
    'Needs a service provider that also trusts a second identity provider: import the metadata from "samlab check --print-idp-metadata second", and add --offers second-idp.',
  'second-signing-key':
    'Needs a service provider that trusts two signing keys: import the metadata from "samlab check --print-idp-metadata all-keys", and add --offers second-signing-key.',
  'ec-signing-key':
    'Needs a service provider that trusts an ECDSA key: import the metadata from "samlab check --print-idp-metadata all-keys", and add --offers ec-signing-key.',
  'decryption-certificate':
    'Needs an encryption certificate in the metadata of the service provider.',
  'second-decryption-certificate':
    'Needs a second encryption certificate in the metadata of the service provider.',
  'force-authn':
    'Needs a URL that starts a sign-in with ForceAuthn: set force-authn-login-url in the settings file.',
  'requested-authn-context':
    'Needs a URL that starts a sign-in with RequestedAuthnContext: set authn-context-login-url in the settings file.',
  logout: 'Needs a SingleLogoutService in the metadata of the service provider.',
  'metadata-control':
    'Needs to change the metadata that the service provider reads, which the check cannot do over HTTP: write your own test that loads such metadata.',
  clock:
    'Needs to move the clock of the service provider, which the check cannot do over HTTP: write your own test that moves the clock past SessionNotOnOrAfter.',
  load: 'Denial-of-service case: add --allow-load to run it.',
} as const;

export type Need = keyof typeof needs;

/** How bad a failure is, why, and what to do about it. */
export interface Assessment {
  readonly severity: Severity;
  /** Clauses, deployment profiles and CVEs, as in "SAML Core 5.4.2". */
  readonly basis: readonly string[];
  /** One sentence: what an attacker gains, or what stops working. */
  readonly risk: string;
  /** One sentence: what to change in the service provider. */
  readonly fix: string;
}

export interface CatalogueCase extends Assessment {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  readonly verdict: Verdict;
  /** In order; `id#1` is the first. A case passes when all its runs pass. */
  readonly runs: readonly Run[];
}

/** The parts of the assessment override those of the case, for a run that does another harm or breaks another clause. */
interface RunFacts extends Partial<Assessment> {
  /** How this run differs from the others of its case. */
  readonly title?: string;
  /** Overrides the verdict of the case. */
  readonly verdict?: Verdict;
  readonly needs?: readonly Need[];
  /** It measures time, so nothing else may run at the same time; runs that need `load` or `clock` are always alone. */
  readonly alone?: true;
  /** It judges pages: requests accept HTML, even for a service provider that sends programs a shorter response. */
  readonly looksAtPages?: true;
  /**
   * The message names the test user, for whom nothing was signed: a session for the test user means that the forgery succeeded. Anything
   * signed was signed for the marker: a session for the marker means the SP used only signed content.
   */
  readonly forged?: true;
  /** The identity provider signed for the marker as well: a session for the marker is not a forgery. */
  readonly bothSigned?: true;
  /** Names of checks of samlab's own service provider; one of them must refuse the message. */
  readonly check?: string | readonly string[];
}

export type MessageMaker = (honest: ResponseSpec) => Message | Promise<Message>;

/** A message that the case `of` is about. */
export interface OtherMessage {
  readonly of: string;
  readonly message: MessageMaker;
}

/** Messages that show whether the check under test decided, or another one. */
export interface Neighbours {
  /**
   * A valid message with the same unusual feature. A service provider that refuses it cannot handle the feature, so its refusal of the run's
   * message shows nothing: the verdict is "not shown".
   */
  readonly validTwin?: MessageMaker;
  /**
   * The same message without what this run adds, from the plainest. If the service provider handles one of them equally wrongly (accepts
   * what it must refuse, or refuses what it must accept), the finding belongs to the case `of`, and the verdict of this run is "not shown".
   */
  readonly withoutTrick?: readonly OtherMessage[];
}

/** One sign-in with one change to the valid response. */
export interface MessageRun extends RunFacts, Neighbours {
  readonly message: MessageMaker;
  /** The browser has no pending request, and the response that `message` gets is an unsolicited one. */
  readonly unsolicited?: true;
  readonly play?: never;
}

/** A run with more than one message, or with special browser behaviour. */
export interface PlayedRun extends RunFacts {
  readonly play: (stage: Stage) => Promise<Observation>;
  readonly message?: never;
}

export type Run = MessageRun | PlayedRun;

/** Overrides the assessment of the run, and says why in one sentence. */
export interface Milder extends Partial<Assessment> {
  readonly severity: Severity;
  readonly reason: string;
}

/** What a played run saw, to be judged against the verdict. */
export interface Observation {
  /** In the case of `harm`, `note` says which. */
  readonly outcome: Outcome;
  /** The check that the service provider named, if it names one. */
  readonly check?: string | undefined;
  /** One sentence about what happened, for the report. */
  readonly note: string;
  /** The reason of the verdict, where that is not about a session. */
  readonly reason?: string;
  /** The milder finding when a message was accepted, but the harm of the case was looked for and not seen. */
  readonly milder?: Milder;
}

/** Names of the checks of samlab's own service provider that may refuse a run; empty if any may, or none does. */
export const checksOf = ({ check }: Run): readonly string[] =>
  check === undefined ? [] : typeof check === 'string' ? [check] : check;
