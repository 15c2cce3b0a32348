import { SeededIds } from '../../../store/ids.ts';

/** The same values in every run. */
export class Dice {
  readonly #bytes: (size: number) => Buffer;

  constructor(seed: string) {
    this.#bytes = new SeededIds(seed).forKey('dice');
  }

  below(limit: number): number {
    return this.#bytes(4).readUInt32BE() % limit;
  }

  one<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  many<Item>(make: () => Item, most = 4): Item[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}
