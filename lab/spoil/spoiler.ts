import { randomBytes } from 'node:crypto';

import { type Message, NothingToChange } from '../../catalogue/index.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import type { AlterHandOff, IssuedHandOff } from '../../idp/index.ts';
import { type Armed, ArmedRun } from './armed-run.ts';
import { honestAnswer, plainAnswer } from './honest-answer.ts';
import type { RunByHand } from './runs-by-hand.ts';

/** One sign-in that was to be spoilt. */
export interface Spoilt {
  readonly run: RunByHand;
  readonly at: Date;
  /** Where the browser was told to post it. */
  readonly assertionConsumerService: string;
  /** The message that went; undefined when it could not be made, and the honest response went. */
  readonly sent: Message | undefined;
  /** Why it could not be made; for people. */
  readonly failure?: string;
}

export interface SpoilerParts {
  readonly clock: () => Date;
  /** The active key of an application of the identity provider. */
  readonly signingKey: (servicePrincipalId: string) => Promise<SigningKey>;
}

/** How many spoilt sign-ins the lab home remembers. */
const REMEMBERED = 5;

/** Holds what is armed, puts it in the place of the next response, and remembers what was sent. In memory: a restart disarms. */
export class Spoiler {
  readonly #parts: SpoilerParts;
  readonly #armed: ArmedRun<RunByHand>;
  #history: readonly Spoilt[] = [];
  #stranger: Promise<SigningKey> | undefined;

  constructor(parts: SpoilerParts) {
    this.#parts = parts;
    this.#armed = new ArmedRun(parts.clock);
  }

  get armed(): Armed<RunByHand> | undefined {
    return this.#armed.current;
  }

  /** The latest first. */
  get history(): readonly Spoilt[] {
    return this.#history;
  }

  /**
   * Arms a run for the next response, in the place of any other.
   *
   * @throws {SpoilError} `unknown_case`, `not_by_hand`; what was armed before stays
   */
  async arm(id: string): Promise<void> {
    const { findRun } = await import('./runs-by-hand.ts');
    this.#armed.arm(findRun(id));
  }

  /** Returns whether this arming was still the current one. */
  cancel(number: number): boolean {
    return this.#armed.cancel(number);
  }

  /** For the identity provider. What is armed counts as used even if its message cannot be made. */
  readonly alterHandOff: AlterHandOff = async (issued) => {
    const armed = this.#armed.take();
    if (!armed) return issued.handOff;
    const run = armed.subject;
    const about = { run, at: this.#parts.clock(), assertionConsumerService: issued.handOff.action };
    try {
      const { message, relayState } = await this.#make(run, issued);
      this.#remember({ ...about, sent: message });
      return { action: issued.handOff.action, fields: formFields(message, relayState) };
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      this.#remember({ ...about, sent: undefined, failure });
      return issued.handOff;
    }
  };

  async #make({ run }: RunByHand, issued: IssuedHandOff) {
    const key = await this.#parts.signingKey(issued.servicePrincipalId);
    const now = this.#parts.clock();
    const facts = { issued, key, stranger: await this.#strangersKey(now), newId, now };
    const relayState = issued.handOff.fields.RelayState;
    try {
      return { message: await run.message(honestAnswer(facts)), relayState };
    } catch (error) {
      // An edit found nothing to change: the application leaves out a claim that the case is about.
      if (!(error instanceof NothingToChange)) throw error;
      return { message: await run.message(plainAnswer(facts)), relayState };
    }
  }

  /** A key that nobody trusts, made once; one that could not be made is tried again. */
  async #strangersKey(now: Date): Promise<SigningKey> {
    this.#stranger ??= makeSigningCertificate({ notBefore: now });
    try {
      return await this.#stranger;
    } catch (error) {
      this.#stranger = undefined;
      throw error;
    }
  }

  #remember(spoilt: Spoilt): void {
    this.#history = [spoilt, ...this.#history].slice(0, REMEMBERED);
  }
}

const newId = () => `_${randomBytes(16).toString('hex')}`;

/** The fields of the hand-off form (SAML Bindings 3.5.4). */
function formFields(
  { xml, encode, relayState: changed }: Message,
  relayState: string | undefined,
): IssuedHandOff['handOff']['fields'] {
  const bytes = typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml;
  return {
    SAMLResponse: encode ? encode(bytes) : Buffer.from(bytes).toString('base64'),
    RelayState: changed === undefined ? relayState : (changed ?? undefined),
  };
}
