import type { Message } from './message.ts';
import type { ResponseSpec } from './response-spec.ts';
import type { Stage } from './stage.ts';

/** Groups of the catalogue, in the order in which they run. */
export const groups = {
  ok: 'Baseline: must be accepted',
  sig: 'Signature',
  xsw: 'Signature wrapping and parser differentials',
  xml: 'XML document',
  proto: 'Protocol',
  cond: 'Conditions, subject and statements',
  web: 'Session and HTTP',
  slo: 'Logout',
  md: 'Metadata and keys',
} as const;

export type Group = keyof typeof groups;

/** Reject rows: the harm when accepted; accept rows: what breaks when refused. */
export type Severity = 'crit' | 'high' | 'med' | 'low';

export const severityName: Readonly<Record<Severity, string>> = {
  crit: 'critical',
  high: 'high',
  med: 'medium',
  low: 'low',
};

/**
 * What a correct service provider does. `accept`: a session for the honest identity. `reject`: no session. `inert`: either,
 * as long as nothing unsigned is read. `policy`: both can be defended; the report says which it was.
 */
export type Verdict = 'accept' | 'reject' | 'inert' | 'policy';

/** What a run needs beyond one browser and one login URL; when it is missing, the run is skipped with that as the reason. */
export const needs = {
  solicited: 'The service provider must start sign-ins itself; this target is IdP-initiated only.',
  'response-signature-alone':
    'The metadata of the service provider says WantAssertionsSigned="true", and an Assertion without a signature of its own contradicts that.',
  'unsolicited-allowed': 'The service provider must accept responses that it did not ask for.',
  'unsolicited-refused':
    'The service provider must be set to refuse responses that it did not ask for.',
  'second-idp':
    'The service provider must trust a second identity provider of ours: give it what "samlab check --print-idp-metadata second" prints, and say --offers second-idp.',
  'second-signing-key':
    'The service provider must trust two signing keys of ours: give it what "samlab check --print-idp-metadata all-keys" prints, and say --offers second-signing-key.',
  'ec-signing-key':
    'The service provider must trust an ECDSA key of ours: give it what "samlab check --print-idp-metadata all-keys" prints, and say --offers ec-signing-key.',
  'decryption-certificate':
    'The metadata of the service provider must publish an encryption certificate.',
  'second-decryption-certificate':
    'The metadata of the service provider must publish a second encryption certificate.',
  'force-authn':
    'The service provider must start a sign-in with ForceAuthn: name the address that does as force-authn-login-url in the settings file.',
  'requested-authn-context':
    'The service provider must start a sign-in that asks for a class of authentication: name the address that does as authn-context-login-url in the settings file.',
  logout: 'The metadata of the service provider must publish a SingleLogoutService.',
  'metadata-control':
    'The harness must make the service provider read other metadata while it runs, which it cannot do over HTTP: cover it by a test of your own that loads such metadata.',
  clock:
    'The harness must move the clock of the service provider, which it cannot do over HTTP: cover it by a test of your own that moves the clock past SessionNotOnOrAfter.',
  load: 'It is a denial-of-service case; allow it with --allow-load.',
} as const;

export type Need = keyof typeof needs;

export interface CatalogueCase {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  readonly severity: Severity;
  readonly verdict: Verdict;
  /** Clauses, deployment profiles and CVEs, as in "SAML Core 5.4.2". */
  readonly basis: readonly string[];
  /** One sentence: what an attacker gains, or what stops working. */
  readonly risk: string;
  /** One sentence: what to change in the service provider. */
  readonly fix: string;
  /** In order; `id#1` is the first. A case passes when all of them do. */
  readonly runs: readonly Run[];
}

interface RunFacts {
  /** What sets this run apart from the others of its case. */
  readonly title?: string;
  /** Overrides the verdict of the case. */
  readonly verdict?: Verdict;
  readonly needs?: readonly Need[];
  /** It measures time, so nothing else may be under way; runs that need `load` or `clock` are alone anyway. */
  readonly alone?: true;
  /** What a person is shown is part of it: pages are asked for, even of a service provider that answers programs more briefly. */
  readonly looksAtPages?: true;
  /**
   * Nobody signed for the honest identity, whom the message names: a session for it is a forgery that succeeded. What was signed, if
   * anything, was signed for the hostile marker, so that a session for that one is of a reader who kept to what was signed.
   */
  readonly forged?: true;
  /** The identity provider signed for the marker as well: a session for it is no forgery. */
  readonly bothSigned?: true;
  /** The checks of samlab's own service provider, any one of which must be the one that refuses. */
  readonly check?: string | readonly string[];
}

/** One sign-in with one change to the message. */
export interface MessageRun extends RunFacts {
  readonly message: (honest: ResponseSpec) => Message | Promise<Message>;
  readonly play?: never;
}

/** Whatever takes more than one message, or a browser that behaves in a special way. */
export interface PlayedRun extends RunFacts {
  readonly play: (stage: Stage) => Promise<Observation>;
  readonly message?: never;
}

export type Run = MessageRun | PlayedRun;

/** In place of the case's severity and risk, and of the reason of the run. */
export interface Milder {
  readonly severity: Severity;
  readonly risk: string;
  /** One sentence. */
  readonly reason: string;
}

/** What a played run saw, to be judged against the verdict. */
export interface Observation {
  /**
   * `session`: signed in as the one who was signed; `hostile`: as anyone else, or the marker surfaced; `none`: no session. Of a
   * message that is no sign-in (logout, metadata) `session` says that it was taken, `none` that it was refused.
   */
  readonly outcome: 'session' | 'none' | 'hostile';
  /** The check that the service provider named, when it names one. */
  readonly check?: string | undefined;
  /** One sentence about what happened, for the report. */
  readonly note: string;
  /** What a message that was taken comes to, when the harm of the case was looked for and not seen. */
  readonly milder?: Milder;
}

/** The checks of samlab's own service provider that may refuse a run; empty when it does not, or any may. */
export const checksOf = ({ check }: Run): readonly string[] =>
  check === undefined ? [] : typeof check === 'string' ? [check] : check;
