import { setTimeout as delay } from 'node:timers/promises';
import { CheckFault } from '../errors.ts';
import type { DrillCertificate, DrillIdentityProvider, DrillRead } from './identity-provider.ts';
import {
  type DrillReport,
  type DrillStep,
  type DrillVerdict,
  drillSteps,
  type StepReport,
} from './report.ts';
import {
  type DrilledServiceProvider,
  mustBeSignedOut,
  type TriedSignIn,
  trySignIn,
} from './sign-in.ts';
import { adviceFor } from './what-to-do.ts';

export interface DrillOptions {
  readonly sp: DrilledServiceProvider;
  readonly idp: DrillIdentityProvider;
  /** URL of the lab home. */
  readonly lab: string;
  /** Longest wait until the service provider reads the metadata again, or takes a new certificate, in ms. */
  readonly wait: number;
  /** How long a certificate that the drill makes is valid, where the clock cannot be moved, in ms. Default: long enough for all steps. */
  readonly lifetime?: number | undefined;
  /** Of this machine. */
  readonly clock: () => Date;
  readonly signal: AbortSignal;
  /** Of samlab. */
  readonly version: string;
  /** Called before each step. */
  readonly onStep?: (title: string) => void;
}

/** Between two attempts, in ms. */
const PAUSE = 1_000;
/** Longer than this, nobody waits for a certificate to expire. In ms. */
const LONGEST_WAIT = 15 * 60_000;
/** After the end of the certificate: its dates are whole seconds. In ms. */
const MARGIN = 2_000;

/**
 * Rehearses a rollover of the signing certificate: a sign-in after each step, and why it works or fails. The certificates of the application are
 * changed for good; a clock that was moved is put back.
 *
 * @throws {CheckFault} when there is no sign-in to begin with, or the lab cannot be driven
 */
export async function runDrill(options: DrillOptions): Promise<DrillReport> {
  return new Drill(options).run();
}

interface Outcome {
  readonly verdict: DrillVerdict;
  readonly found: readonly string[];
}

class Drill {
  readonly #options: DrillOptions;
  #first: DrillCertificate | undefined;
  #second: DrillCertificate | undefined;
  /** The second certificate was there before, so the service provider may have got it before. */
  #wasThere = false;
  /** No certificate that the service provider takes is active any more. */
  #broken = false;
  #moved = 0;
  #since = new Date(0);

  constructor(options: DrillOptions) {
    this.#options = options;
  }

  async run(): Promise<DrillReport> {
    const { sp, idp, lab, clock, version } = this.#options;
    const started = clock();
    const steps: StepReport[] = [];
    const play = async (step: DrillStep, act: () => Promise<Outcome>) => {
      this.#options.onStep?.(drillSteps[step]);
      const before = performance.now();
      const outcome = await act();
      const { metadataUrl } = idp.application;
      steps.push({
        step,
        title: drillSteps[step],
        ...outcome,
        whatToDo: adviceFor(step, outcome.verdict, metadataUrl),
        durationMs: Math.round(performance.now() - before),
      });
    };
    try {
      await play('baseline', () => this.#baseline());
      await play('publish', () => this.#publish());
      await play('switch', () => this.#switch());
      await play('retire', () => this.#retire());
      await play('expire', () => this.#expire());
    } finally {
      if (this.#moved !== 0) await idp.advance(-this.#moved);
    }
    return {
      samlab: version,
      target: sp.name,
      lab,
      application: idp.application.displayName,
      certificates: {
        first: this.#first?.thumbprint ?? '',
        second: this.#second?.thumbprint ?? '',
      },
      startedAt: started.toISOString(),
      durationMs: clock().getTime() - started.getTime(),
      steps,
    };
  }

  async #baseline(): Promise<Outcome> {
    const { sp, idp } = this.#options;
    const { displayName } = idp.application;
    const [active, ...others] = await idp.certificates();
    if (active?.status !== 'Active' || active.expired)
      throw new CheckFault(
        'keys_unavailable',
        `The application ${displayName} has no active certificate that is valid: a rollover begins with one.`,
      );
    if (others.length > 1)
      throw new CheckFault(
        'keys_unavailable',
        `The application ${displayName} has ${others.length + 1} certificates. A rollover has two: delete those that you do not need.`,
      );
    this.#first = active;
    this.#since = await idp.now();
    await mustBeSignedOut(sp);
    const tried = await trySignIn(sp, idp);
    if (!tried.ok)
      throw new CheckFault(
        'control_failed',
        `Before any change, sign-in fails already. ${tried.words} Make sure that the service provider trusts the active certificate of the application ${displayName}, ${active.thumbprint}: ${idp.application.metadataUrl}`,
      );
    return { verdict: 'survives', found: [`${tried.words} Certificate: ${active.thumbprint}.`] };
  }

  async #publish(): Promise<Outcome> {
    const { sp, idp, wait } = this.#options;
    const existing = (await idp.certificates()).find(
      ({ status, expired }) => status === 'Inactive' && !expired,
    );
    this.#wasThere = existing !== undefined;
    this.#second = existing ?? (await idp.addCertificate(await this.#endOfSecond()));
    const { thumbprint } = this.#second;
    const made = existing
      ? `The inactive certificate ${thumbprint} was there already.`
      : `New certificate: ${thumbprint}.`;
    const first = await trySignIn(sp, idp);
    const read = await this.#awaitRead(wait);
    const tried = read ? await trySignIn(sp, idp) : first;
    const found = [made, readSentence(read, wait), tried.words];
    return { verdict: tried.ok ? 'survives' : 'fails', found };
  }

  async #switch(): Promise<Outcome> {
    const { idp, sp, wait } = this.#options;
    const [first, second] = this.#both();
    await idp.activate(second);
    const before = performance.now();
    const tried = await this.#retry(wait);
    const read = await this.#lastRead();
    if (tried.ok) return this.#survivedSwitch(tried, read, performance.now() - before);

    await idp.activate(first);
    const back = await trySignIn(sp, idp);
    await idp.activate(second);
    const found = [tried.words, readSentence(read, wait)];
    if (!back.ok) {
      this.#broken = true;
      const again = `With the first certificate active again it fails too: ${back.words}`;
      return { verdict: 'fails', found: [...found, again] };
    }
    found.push(
      'With the first certificate active again it signs in: the certificate is the cause.',
    );
    if (!sp.upload) {
      this.#broken = true;
      // What read the new certificate and does not take it will not take it from a file either.
      return { verdict: read ? 'fails' : 'needs-upload', found };
    }
    const { metadataUrl } = idp.application;
    found.push(await sp.upload({ metadataUrl, certificate: second.der }));
    const uploaded = await this.#retry(wait);
    found.push(`After the upload: ${uploaded.words}`);
    this.#broken = !uploaded.ok;
    return { verdict: uploaded.ok ? 'needs-upload' : 'fails', found };
  }

  #survivedSwitch(tried: TriedSignIn, read: DrillRead | undefined, after: number): Outcome {
    const late = after > PAUSE ? [`Sign-in failed for ${seconds(after)} after the switch.`] : [];
    const found = [tried.words, ...late];
    if (read)
      return {
        verdict: 'survives-through-metadata',
        found: [...found, readSentence(read, this.#options.wait)],
      };
    if (this.#wasThere) {
      const known = 'It had the certificate before: nobody read the metadata during the drill.';
      return { verdict: 'survives', found: [...found, known] };
    }
    const unknown =
      'The certificate was made for this drill, and nobody read the metadata since: the service provider cannot know it.';
    return { verdict: 'accepts-any', found: [...found, unknown] };
  }

  async #retire(): Promise<Outcome> {
    const { idp, wait } = this.#options;
    const [first, second] = this.#both();
    await this.#mustBeInTime(second);
    await idp.delete(first);
    const tried = await this.#retry(this.#broken ? 0 : wait);
    if (tried.ok) {
      this.#broken = false;
      const without = (await this.#readsSince()).find(
        ({ thumbprints }) => !thumbprints.includes(first.thumbprint),
      );
      const noticed = without ? ['It read the metadata without the first certificate.'] : [];
      return { verdict: 'survives', found: [tried.words, ...noticed] };
    }
    const stuck = this.#broken
      ? ['There is no certificate left that it takes, so nothing can be switched back.']
      : [];
    this.#broken = true;
    return { verdict: 'fails', found: [tried.words, ...stuck] };
  }

  async #expire(): Promise<Outcome> {
    const { sp, idp } = this.#options;
    if (this.#broken)
      return { verdict: 'not-tried', found: ['Sign-in fails since an earlier step.'] };
    const [, second] = this.#both();
    const left = Date.parse(second.endDateTime) - (await idp.now()).getTime() + MARGIN;
    if (sp.followsLabClock) {
      await idp.advance(left);
      this.#moved = left;
    } else if (left > LONGEST_WAIT) {
      const day = second.endDateTime.slice(0, 10);
      const found = [
        `The certificate is valid until ${day}, and the clock of the service provider cannot be moved. Delete the inactive certificate, and the drill makes one that expires in time.`,
      ];
      return { verdict: 'not-tried', found };
    } else await this.#pause(Math.max(0, left));
    const tried = await trySignIn(sp, idp);
    const end = `The certificate expired at ${second.endDateTime}; Entra goes on signing with it, as there is no valid one.`;
    return { verdict: tried.ok ? 'survives' : 'fails', found: [end, tried.words] };
  }

  /** @throws {CheckFault} `timeout` when the certificate has expired already, which would spoil the verdicts */
  async #mustBeInTime({ endDateTime }: DrillCertificate): Promise<void> {
    if (new Date(endDateTime) > (await this.#options.idp.now())) return;
    throw new CheckFault(
      'timeout',
      `The second certificate expired at ${endDateTime}, before the drill came to its last step. Raise --wait, which makes it valid for longer.`,
    );
  }

  /** Tries to sign in until it works, or the time is over. @param wait in ms; 0: once */
  async #retry(wait: number): Promise<TriedSignIn> {
    const { sp, idp } = this.#options;
    const end = performance.now() + wait;
    let tried = await trySignIn(sp, idp);
    while (!tried.ok && performance.now() < end) {
      await this.#pause(Math.min(PAUSE, wait));
      tried = await trySignIn(sp, idp);
    }
    return tried;
  }

  /** Waits until a program reads the metadata with the second certificate. */
  async #awaitRead(wait: number): Promise<DrillRead | undefined> {
    const end = performance.now() + wait;
    let read = await this.#lastRead();
    while (!read && performance.now() < end) {
      await this.#pause(Math.min(PAUSE / 2, wait));
      read = await this.#lastRead();
    }
    return read;
  }

  async #lastRead(): Promise<DrillRead | undefined> {
    const { thumbprint } = this.#both()[1];
    const reads = await this.#readsSince();
    return reads.find(({ thumbprints }) => thumbprints.includes(thumbprint));
  }

  async #readsSince(): Promise<DrillRead[]> {
    const reads = await this.#options.idp.metadataReads();
    return reads.filter(({ dateTime }) => new Date(dateTime) >= this.#since);
  }

  /** Undefined: in three years. */
  async #endOfSecond(): Promise<Date | undefined> {
    const { sp, idp, wait, lifetime = 3 * wait + 30_000 } = this.#options;
    return sp.followsLabClock ? undefined : new Date((await idp.now()).getTime() + lifetime);
  }

  #both(): [DrillCertificate, DrillCertificate] {
    if (!this.#first || !this.#second) throw new TypeError('The drill has no certificates yet.');
    return [this.#first, this.#second];
  }

  async #pause(ms: number): Promise<void> {
    const { signal } = this.#options;
    await delay(ms, undefined, { signal }).catch(() => {
      throw new CheckFault('interrupted', 'The drill was interrupted.');
    });
  }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

function readSentence(read: DrillRead | undefined, wait: number): string {
  if (!read)
    return wait === 0
      ? 'Nobody read the metadata again.'
      : `Nobody read the metadata again within ${seconds(wait)}.`;
  const by = read.userAgent === '' ? 'a program without a name' : `"${read.userAgent}"`;
  return `The metadata was read again at ${read.dateTime.slice(0, 19)}Z by ${by}.`;
}
