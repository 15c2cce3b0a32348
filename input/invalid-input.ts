/** One broken rule. */
export interface Fault {
  /**
   * The property with the bad value, by Microsoft Graph's name where it has one, e.g. `userPrincipalName`; one value of a list has its
   * position, e.g. `replyUrls.1`; `''` is the argument as a whole.
   */
  readonly property: string;
  /** A stable name, for tests and programs. */
  readonly code: string;
  /** One sentence: what is wrong, and what would be right. */
  readonly message: string;
}

/** Values that break rules: every broken rule is listed, and nothing was written. */
export class InvalidInput extends Error {
  /** One for each broken rule; at least one. */
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(({ message }) => message).join(' '));
    this.name = 'InvalidInput';
    this.faults = faults;
  }
}

/**
 * @param faults `undefined` for each rule that holds
 * @throws {InvalidInput} when any rule is broken
 */
export function refuseFaults(faults: readonly (Fault | undefined)[]): void {
  const found = faults.filter((fault) => fault !== undefined);
  if (found.length > 0) throw new InvalidInput(found);
}
