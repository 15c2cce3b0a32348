import { randomBytes } from 'node:crypto';

import { type Message, NothingToChange } from '../../catalogue/index.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import type { AlterResponse, IssuedResponse, PostedResponse } from '../../idp/index.ts';
import { type Armed, ArmedRun } from './armed-run.ts';
import type { RunByHand } from './runs-by-hand.ts';
import { plainResponse, validResponse } from './valid-response.ts';

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

export interface SpoilerParts {
  readonly clock: () => Date;
  /** Returns the active signing key of an application. */
  readonly signingKey: (servicePrincipalId: string) => Promise<SigningKey>;
}

/** How many spoilt sign-ins the lab home lists. */
const HISTORY_LENGTH = 5;

/** Holds what is armed, replaces the next response with it, and lists what was sent. Kept in memory: a restart disarms. */
export class Spoiler {
  readonly #parts: SpoilerParts;
  readonly #armed: ArmedRun;
  #history: readonly Spoilt[] = [];
  #untrusted: Promise<SigningKey> | undefined;

  constructor(parts: SpoilerParts) {
    this.#parts = parts;
    this.#armed = new ArmedRun(parts.clock);
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

  /** The hook that the identity provider calls. What is armed counts as used even if its message cannot be built. */
  readonly alterResponse: AlterResponse = async (issued) => {
    const armed = this.#armed.take();
    if (!armed) return issued.response;
    const run = armed.run;
    const about = {
      run,
      at: this.#parts.clock(),
      assertionConsumerService: issued.response.action,
    };
    try {
      const { message, relayState } = await this.#make(run, issued);
      this.#remember({ ...about, sent: message });
      return { action: issued.response.action, fields: formFields(message, relayState) };
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      this.#remember({ ...about, sent: undefined, failure });
      return issued.response;
    }
  };

  async #make({ run }: RunByHand, issued: IssuedResponse) {
    const key = await this.#parts.signingKey(issued.servicePrincipalId);
    const now = this.#parts.clock();
    const facts = { issued, key, stranger: await this.#untrustedKey(now), newId, now };
    const relayState = issued.response.fields.RelayState;
    try {
      return { message: await run.message(validResponse(facts)), relayState };
    } catch (error) {
      // The response lacks what the case alters, such as a claim that the application leaves out.
      if (!(error instanceof NothingToChange)) throw error;
      return { message: await run.message(plainResponse(facts)), relayState };
    }
  }

  /** A key that nobody trusts, made once; retried after a failure. */
  async #untrustedKey(now: Date): Promise<SigningKey> {
    this.#untrusted ??= makeSigningCertificate({ notBefore: now });
    try {
      return await this.#untrusted;
    } catch (error) {
      this.#untrusted = undefined;
      throw error;
    }
  }

  #remember(spoilt: Spoilt): void {
    this.#history = [spoilt, ...this.#history].slice(0, HISTORY_LENGTH);
  }
}

const newId = () => `_${randomBytes(16).toString('hex')}`;

/** The fields of the posted form (SAML Bindings 3.5.4). */
function formFields(
  { xml, encode, relayState: changed }: Message,
  relayState: string | undefined,
): PostedResponse['fields'] {
  const bytes = typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml;
  return {
    SAMLResponse: encode ? encode(bytes) : Buffer.from(bytes).toString('base64'),
    RelayState: changed === undefined ? relayState : (changed ?? undefined),
  };
}
