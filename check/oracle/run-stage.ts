import { createHash } from 'node:crypto';

import { type Stage, signedAssertion } from '../../catalogue/index.ts';
import type { BrowserMaker } from '../agent/browser.ts';
import type { RunSetup } from '../subject/target.ts';
import { startHitCounter } from './hit-counter.ts';
import { RunRecorder } from './run-recorder.ts';
import { CheckAgent } from './user-agent.ts';

export interface StageParts {
  readonly setup: RunSetup;
  readonly browsers: BrowserMaker;
  readonly origins: ReadonlySet<string>;
  /** Source of the IDs; different for each run, because a target that remembers IDs refuses repeated ones. */
  readonly seed: string;
  readonly honestValue: string | undefined;
}

/** The `Stage` of one run; disposing of it closes everything that it opened. */
export class RunStage implements Stage, AsyncDisposable {
  readonly recorder = new RunRecorder();
  readonly target: Stage['target'];
  readonly identityProvider: Stage['identityProvider'];
  readonly loadMetadata?: NonNullable<Stage['loadMetadata']>;
  readonly advanceClock?: NonNullable<Stage['advanceClock']>;
  readonly #parts: StageParts;
  readonly #newId: () => string;
  readonly #closing: (() => Promise<void>)[] = [];

  constructor(parts: StageParts) {
    const { setup, seed } = parts;
    this.#parts = parts;
    this.#newId = seededIds(seed);
    this.target = setup.sp;
    this.identityProvider = setup.identityProvider;
    if (setup.loadMetadata) this.loadMetadata = setup.loadMetadata;
    if (setup.advanceClock) this.advanceClock = setup.advanceClock;
  }

  /** A stage for the same target, with IDs from another seed and its own record. */
  another(seed: string): RunStage {
    return new RunStage({ ...this.#parts, seed });
  }

  async newUserAgent({
    identityProviderSite,
  }: NonNullable<Parameters<Stage['newUserAgent']>[0]> = {}): Promise<CheckAgent> {
    const { setup, browsers, origins, honestValue } = this.#parts;
    const browser = await browsers.open(origins, identityProviderSite ?? setup.idpSite);
    this.recorder.opened(browser);
    return new CheckAgent({
      browser,
      setup,
      honestValue,
      newId: this.#newId,
      recorder: this.recorder,
    });
  }

  async honest(answering: Parameters<Stage['honest']>[0]) {
    return { xml: signedAssertion(answering) };
  }

  async listener() {
    const { url, hits, close } = await startHitCounter();
    this.#closing.push(close);
    return { url, hits };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.recorder.close();
    await Promise.all(this.#closing.map((close) => close()));
  }
}

/** Makes IDs, `_` and 32 hex digits (SAML Core 1.3.4), the same ones for the same seed. */
function seededIds(seed: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    const digest = createHash('sha256').update(`${seed} ${count}`).digest('hex');
    return `_${digest.slice(0, 32)}`;
  };
}
