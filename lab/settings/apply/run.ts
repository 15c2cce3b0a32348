import { InvalidInput, NotFound } from '../../../idp/index.ts';
import {
  InvalidInput as SpInvalidInput,
  NotFound as SpNotFound,
  StaleVersion as SpStaleVersion,
} from '../../../sp/index.ts';
import type { SiteUrls } from '../../endpoints.ts';
import type { Sides } from '../../seed.ts';
import type { Path, PlacedFault } from '../faults.ts';
import type { Materials } from '../materials.ts';
import type { Ledger } from './ledger.ts';

interface RunOptions {
  readonly sides: Sides;
  readonly urls: SiteUrls;
  readonly materials: Materials;
  /** Keyed by user name; those that are made are added. */
  readonly passwords: Record<string, string>;
  readonly ledger: Ledger;
  /** Tries the settings out in databases that nobody will use: no keys are made. */
  readonly rehearsal: boolean;
  /** Parts of the settings were taken out because they are wrong: what is missing because of that is no fault. */
  readonly incomplete: boolean;
}

/** One application of settings to two sites. A fault ends the act that it is about, and no other. */
export class Run {
  readonly faults: PlacedFault[] = [];
  readonly sides: Sides;
  readonly urls: SiteUrls;
  readonly materials: Materials;
  readonly passwords: Record<string, string>;
  readonly ledger: Ledger;
  readonly rehearsal: boolean;
  readonly #incomplete: boolean;

  constructor(options: RunOptions) {
    this.sides = options.sides;
    this.urls = options.urls;
    this.materials = options.materials;
    this.passwords = options.passwords;
    this.ledger = options.ledger;
    this.rehearsal = options.rehearsal;
    this.#incomplete = options.incomplete;
  }

  /** A name that nothing has, or a value that is missing. */
  reportMissing(path: Path, message: string): void {
    if (!this.#incomplete) this.faults.push({ path, message });
  }

  report(path: Path, message: string): void {
    this.faults.push({ path, message });
  }

  /**
   * Acts on a site. Broken rules become faults.
   *
   * @param path of the value that the act is about
   * @param rename the property of a fault as the settings call it: `source.value` is `value`
   * @returns undefined after a fault
   */
  async attempt<Result>(
    path: Path,
    act: () => Promise<Result>,
    rename: (property: string) => string = (property) => property,
  ): Promise<Result | undefined> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof InvalidInput || error instanceof SpInvalidInput) {
        for (const { property, code, message } of error.faults) {
          const parts = rename(property).split('.').filter(Boolean);
          const place = [
            ...path,
            ...parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
          ];
          if (code === 'required') this.reportMissing(place, message);
          else this.report(place, message);
        }
        return undefined;
      }
      if (
        error instanceof NotFound ||
        error instanceof SpNotFound ||
        error instanceof SpStaleVersion
      ) {
        this.report(path, error.message);
        return undefined;
      }
      throw error;
    }
  }
}
