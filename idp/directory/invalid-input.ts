/** One broken rule. `field` is the name of the form field, `''` for the form as a whole. */
export interface Fault {
  field: string;
  /** A stable name, for tests and programs. */
  code: string;
  /** One sentence: what is wrong, and what would be right. */
  message: string;
}

/** Values that break rules; all of them are reported together, and nothing was changed. */
export class InvalidInput extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(({ message }) => message).join(' '));
    this.name = 'InvalidInput';
    this.faults = faults;
  }
}

/** Throws when there is any fault; passes over `undefined`. */
export function refuseFaults(faults: readonly (Fault | undefined)[]): void {
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0) throw new InvalidInput(found);
}
