import { InvalidInput } from '../../../input/invalid-input.ts';
import { NotFound } from '../../../input/not-found.ts';
import { StaleVersion } from '../../../input/stale-version.ts';
import type { SiteUrls } from '../../endpoints.ts';
import type { Sides } from '../../seed.ts';
import type { Path, PlacedFault } from '../faults.ts';
import { givenNames, lengthAt } from '../given-names.ts';
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
  /** What was read, and the faults that were found then: what is missing because of them is no other fault. */
  readonly read: { readonly raw: unknown; readonly faults: readonly PlacedFault[] };
}

const isWithin = (path: Path, entry: Path): boolean =>
  entry.every((part, index) => path[index] === part);

/** One application of settings to two sites. A fault ends the act that it is about, and no other. */
export class Run {
  readonly faults: PlacedFault[] = [];
  readonly sides: Sides;
  readonly urls: SiteUrls;
  readonly materials: Materials;
  readonly passwords: Record<string, string>;
  readonly ledger: Ledger;
  readonly rehearsal: boolean;
  readonly #read: RunOptions['read'];

  constructor(options: RunOptions) {
    this.sides = options.sides;
    this.urls = options.urls;
    this.materials = options.materials;
    this.passwords = options.passwords;
    this.ledger = options.ledger;
    this.rehearsal = options.rehearsal;
    this.#read = options.read;
  }

  /** A value that is missing, unless it was taken out. @param entry what it is missing in */
  reportMissing(path: Path, message: string, entry: Path): void {
    // A company of Peakon gives its application what that lacks.
    const explained = this.#read.faults.some(
      (fault) => isWithin(fault.path, entry) || isWithin(fault.path, ['peakon']),
    );
    if (!explained) this.faults.push({ path, message });
  }

  /** The name of something that does not exist, unless an entry of one of the lists has it, or may have it. @param lists paths of lists */
  reportUnknown(
    { name, lists, key }: { name: string; lists: readonly Path[]; key: string },
    path: Path,
    message: string,
  ): void {
    const given = lists.map((list) => givenNames(this.#read.raw, list, key));
    const mayExist = given.some(
      ({ names, complete }) => !complete || names.some((one) => one.name === name),
    );
    if (!mayExist) this.faults.push({ path, message });
  }

  /** Where each tenant has a list, also a tenant that was taken out. */
  listsOfTenants(list: string): Path[] {
    const length = lengthAt(this.#read.raw, ['tenants']);
    return Array.from({ length }, (_, index) => ['tenants', index, list]);
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
      if (error instanceof InvalidInput) {
        for (const { property, code, message } of error.faults) {
          const parts = rename(property).split('.').filter(Boolean);
          const place = [
            ...path,
            ...parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
          ];
          if (code === 'required') this.reportMissing(place, message, path);
          else this.report(place, message);
        }
        return undefined;
      }
      if (error instanceof NotFound || error instanceof StaleVersion) {
        this.report(path, error.message);
        return undefined;
      }
      throw error;
    }
  }
}
