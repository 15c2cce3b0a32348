import type { Message } from '../../catalogue/index.ts';
import type { AlterResponse } from '../../idp/index.ts';
import { type Armed, ArmedRun } from './armed-run.ts';
import { type CaseMessages, postedMessage } from './case-message.ts';
import type { RunByHand } from './runs-by-hand.ts';

/** A sign-in for which a run was armed. */
export interface Spoilt {
  readonly run: RunByHand;
  readonly at: Date;
  /** The URL that the response was posted to. */
  readonly assertionConsumerService: string;
  /** The message that was sent; undefined when it could not be built and the valid response was sent. */
  readonly sent: Message | undefined;
  /** Why it could not be built; shown to people. */
  readonly failure?: string;
}

/** How many spoilt sign-ins the lab home lists. */
const HISTORY_LENGTH = 5;

/** Holds what is armed, replaces the next response with it, and lists what was sent. Kept in memory: a restart disarms. */
export class Spoiler {
  readonly #clock: () => Date;
  readonly #messages: CaseMessages;
  readonly #armed: ArmedRun;
  #history: readonly Spoilt[] = [];

  constructor(clock: () => Date, messages: CaseMessages) {
    this.#clock = clock;
    this.#messages = messages;
    this.#armed = new ArmedRun(clock);
  }

  get armed(): Armed | undefined {
    return this.#armed.current;
  }

  /** The latest first. */
  get history(): readonly Spoilt[] {
    return this.#history;
  }

  /**
   * Arms a run for the next response, replacing any other. When it throws, what was armed before stays armed.
   *
   * @throws {SpoilError} `unknown_case`
   * @throws {SpoilError} `not_by_hand`
   */
  async arm(id: string): Promise<void> {
    const { findRun } = await import('./runs-by-hand.ts');
    this.#armed.arm(findRun(id));
  }

  /** Returns whether this arming was still the current one. */
  cancel(number: number): boolean {
    return this.#armed.cancel(number);
  }

  /** Forgets what is armed and what was sent. */
  disarm(): void {
    this.#armed.take();
    this.#history = [];
  }

  /** The hook that the identity provider calls. What is armed counts as used even if its message cannot be built. */
  readonly alterResponse: AlterResponse = async (issued) => {
    const armed = this.#armed.take();
    if (!armed) return issued.response;
    const run = armed.run;
    const about = {
      run,
      at: this.#clock(),
      assertionConsumerService: issued.response.action,
    };
    try {
      const message = await this.#messages.make(run.run, issued);
      this.#remember({ ...about, sent: message });
      const { caseInWords } = await import('./runs-by-hand.ts');
      const replacement = { by: 'lab home', case: run.id, what: caseInWords(run.id) } as const;
      return { ...postedMessage(message, issued), replacement };
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      this.#remember({ ...about, sent: undefined, failure });
      return issued.response;
    }
  };

  #remember(spoilt: Spoilt): void {
    this.#history = [spoilt, ...this.#history].slice(0, HISTORY_LENGTH);
  }
}
