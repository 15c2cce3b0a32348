import { randomUUID } from 'node:crypto';
import type { BrowserMaker } from '../agent/browser.ts';
import { CheckFault, ExchangeError } from '../errors.ts';
import { playControl } from '../oracle/control.ts';
import { RunStage } from '../oracle/run-stage.ts';
import type { Target } from '../subject/target.ts';
import { NoAnswer, Unshown } from './outcomes.ts';
import type { SignInDoor, TriedSession } from './sign-in-door.ts';

/** Signs in at a service provider as users whom the check provisioned; close it to close their browsers. */
export class TargetSignIn implements SignInDoor {
  readonly #target: Target;
  readonly #browsers: BrowserMaker;
  readonly #stages: RunStage[] = [];

  constructor(target: Target, browsers: BrowserMaker) {
    this.#target = target;
    this.#browsers = browsers;
  }

  /** @throws {NoAnswer} when the service provider gives none; {Unshown} when it starts no sign-in */
  async signIn(nameId: string): Promise<TriedSession> {
    const setup = await this.#target.setUp([]);
    const stage = new RunStage({
      setup: {
        ...setup,
        identity: { ...setup.identity, nameId },
        probe: { ...setup.probe, honest: nameId },
      },
      browsers: this.#browsers,
      origins: this.#target.origins,
      seed: randomUUID(),
      honestValue: undefined,
    });
    this.#stages.push(stage);
    try {
      const { failure, session, agent } = await playControl(stage);
      return {
        signedIn: session.signedIn && !session.hostile,
        who: session.text,
        words: failure ?? 'The user is signed in.',
        stillSignedIn: async () => (await agent.whoami()).signedIn,
      };
    } catch (error) {
      if (error instanceof ExchangeError) throw new NoAnswer(error.message);
      if (error instanceof CheckFault)
        throw new Unshown(`A sign-in cannot be tried: ${error.message}`);
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const stage of this.#stages) await stage[Symbol.asyncDispose]();
  }
}
