/** What settings created in a lab: the key of each object, and the ids that it takes to delete it. JSON. */
type Created = Record<string, string[]>;

/**
 * Knows which objects of a lab were created by its settings. Only those are deleted when the settings no longer have them.
 */
export class Ledger {
  readonly #before: Created;
  readonly #after: Created = {};

  constructor(before: Created = {}) {
    this.#before = before;
  }

  /** The settings have an object. @param isNew they have just created it */
  note(key: readonly [kind: Kind, ...names: string[]], ids: string[], isNew: boolean): void {
    const name = JSON.stringify(key);
    if (isNew || Object.hasOwn(this.#before, name)) this.#after[name] = ids;
  }

  /** What the settings created and still have; with `all`, also what they no longer have. */
  created({ all }: { all: boolean }): Created {
    return all ? { ...this.#before, ...this.#after } : this.#after;
  }

  /** What the settings created and no longer have, members, assignments and roles before what they belong to. */
  gone(): { kind: Kind; ids: readonly string[] }[] {
    return Object.entries(this.#before)
      .filter(([name]) => !Object.hasOwn(this.#after, name))
      .map(([name, ids]) => ({ kind: (JSON.parse(name) as [Kind])[0], ids }))
      .toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
  }
}

const kinds = [
  'method',
  'member',
  'memberGroup',
  'assignment',
  'appRole',
  'policy',
  'employee',
  'application',
  'group',
  'user',
  'domain',
] as const;

type Kind = (typeof kinds)[number];
