import type { Phase } from './phases.ts';
import type { ScimStage } from './stage.ts';

/** What a case or a run needs, as the reason for skipping it without. */
export const needs = {
  groups: 'Needs a server with groups; this one has none, or --groups off was given.',
  default: 'Is about the default dialect; --dialect optscim leaves it out.',
  aadOptscim062020:
    'Is about the dialect of the flag aadOptscim062020; --dialect default leaves it out.',
  'custom-urn':
    'Needs an attribute of a custom extension: the server describes none in /Schemas; name one with --custom-urn URN:attribute.',
  existing: 'Needs a user who was made without SCIM: name one with --existing.',
  'token-b': 'Needs the token of another tenant: give it with --token-b-file.',
  rate: 'Sends 500 requests in 20 seconds: add --rate to run it.',
  mail: 'Is about e-mail as matching attribute: add --match mail.',
  'sign-in':
    'Needs a sign-in to try: add --sp-metadata, --login-url and --whoami, as for samlab check without --scim.',
  'client-secret':
    'Is about client credentials: give --token-endpoint, --client-id and --client-secret-file.',
  'client-assertion':
    'Is about workload identity federation: give --token-endpoint, --client-id and --client-assertion-file, with a token that the endpoint trusts.',
} as const;

export type Need = keyof typeof needs;

/** `must`: a failure is a finding; `should`: a warning. */
export type Level = 'must' | 'should';

/** What a failure means with Entra: S1 accounts are wrong or the job is in quarantine, S2 data is wrong or writes repeat for ever, S3 polish. */
export type Severity = 'S1' | 'S2' | 'S3';

export interface ScimCase {
  readonly id: string;
  readonly phase: Phase;
  readonly title: string;
  /** What is sent. */
  readonly sent: string;
  /** What a correct server does. */
  readonly expected: string;
  /** Clauses; `Entra` where its practice decides over a freedom of the RFC. */
  readonly clauses: readonly string[];
  readonly level: Level;
  readonly severity: Severity;
  /** What Entra does with a server that fails. */
  readonly entra: string;
  readonly fix: string;
  readonly needs?: readonly Need[];
  /** Ids of cases that must pass before a failure of this one means anything: it repeats their request with a change. */
  readonly after?: readonly string[];
  /** Ids of cases whose requests it repeats, in its order: the first of them that fails is why it fails. */
  readonly repeats?: readonly string[];
  /** Ids of cases that fail for the same reason where a server has one place for both: the first of them that fails is the finding. */
  readonly sameFault?: readonly string[];
  /** Must not share the server with others: it counts all users, or loads the server. */
  readonly alone?: true;
  readonly runs: readonly ScimRun[];
}

export interface ScimRun {
  readonly title?: string;
  readonly needs?: readonly Need[];
  readonly level?: Level;
  /** @throws {Wrong} when the server does not do as expected; {Unshown} when another fault hides that; {NoAnswer} when it gives no answer. */
  readonly play: (stage: ScimStage) => Promise<void>;
}

/** The order in which they are written down: id, title, what is sent, what is expected. */
type Told = Omit<ScimCase, 'runs' | 'id' | 'phase'>;

/** A case with one run. */
export const one = (
  phase: Phase,
  id: string,
  told: Told,
  play: ScimRun['play'],
  ...runNeeds: readonly Need[]
): ScimCase => ({
  id,
  phase,
  ...told,
  runs: [{ ...(runNeeds.length > 0 && { needs: runNeeds }), play }],
});

/** A case with several runs. */
export const several = (
  phase: Phase,
  id: string,
  told: Told,
  runs: readonly ScimRun[],
): ScimCase => ({ id, phase, ...told, runs });
