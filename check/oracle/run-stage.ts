import { createHash } from 'node:crypto';

import { type Stage, signedAssertion } from '../../catalogue/index.ts';
import type { BrowserMaker } from '../agent/browser.ts';
import type { Ground } from '../subject/target.ts';
import { startHitCounter } from './hit-counter.ts';
import { RunRecorder } from './run-recorder.ts';
import { CheckAgent } from './user-agent.ts';

export interface StageParts {
  readonly ground: Ground;
  readonly browsers: BrowserMaker;
  readonly origins: ReadonlySet<string>;
  /** IDs come from it; another for each run, or a target that remembers IDs would refuse them. */
  readonly seed: string;
  readonly honestValue: string | undefined;
}

/** A stage for one run. What it opens is closed with it. */
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
    const { ground, seed } = parts;
    this.#parts = parts;
    this.#newId = seededIds(seed);
    this.target = ground.sp;
    this.identityProvider = ground.identityProvider;
    if (ground.loadMetadata) this.loadMetadata = ground.loadMetadata;
    if (ground.advanceClock) this.advanceClock = ground.advanceClock;
  }

  async newUserAgent(): Promise<CheckAgent> {
    const { ground, browsers, origins, honestValue } = this.#parts;
    const browser = await browsers.open(origins);
    this.recorder.opened(browser);
    return new CheckAgent({
      browser,
      ground,
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

/** `_` and 32 hex digits (SAML Core 1.3.4), the same again for the same seed. */
export function seededIds(seed: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    const digest = createHash('sha256').update(`${seed} ${count}`).digest('hex');
    return `_${digest.slice(0, 32)}`;
  };
}
