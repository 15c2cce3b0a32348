import type { Cast, HonestIdentity, Need, Stage } from '../../catalogue/index.ts';
import type { SessionProbe } from './session-probe.ts';

/** One service provider, set up in one way, on which a run is played. */
export interface Ground {
  readonly sp: Stage['target'];
  /** Where a sign-in starts; undefined for a service provider that never starts one. */
  readonly loginUrl: string | undefined;
  /** Where a sign-in with another wish starts; by default the one above serves. */
  readonly loginUrlFor?: (wish: { forceAuthn?: boolean; authnContext?: string }) => Promise<string>;
  /** A page with a form that signs its reader out everywhere, where the harness knows one. */
  readonly accountUrl?: string;
  readonly probe: SessionProbe;
  readonly identityProvider: Stage['identityProvider'];
  readonly identity: HonestIdentity;
  readonly cast: Cast;
  /** The time that the service provider lives in. */
  readonly clock: () => Date;
  readonly loadMetadata?: NonNullable<Stage['loadMetadata']>;
  readonly advanceClock?: NonNullable<Stage['advanceClock']>;
  /** Takes down what was put up for this run only. */
  release(): Promise<void>;
}

/** What is checked. */
export interface Target {
  /** For people: the entity ID. */
  readonly name: string;
  readonly metadataSource: string | undefined;
  /** samlab's own names the check that refuses, and must name the right one. */
  readonly namesChecks: boolean;
  /** Nothing is sent to any other. */
  readonly origins: ReadonlySet<string>;
  /** The needs of a run that this target does not meet. */
  unmet(needs: readonly Need[]): readonly Need[];
  /** Takes note of needs that were seen to be met. */
  learn(needs: readonly Need[]): void;
  /** A ground for one run; release it afterwards. */
  lend(needs: readonly Need[]): Promise<Ground>;
  close(): Promise<void>;
}
