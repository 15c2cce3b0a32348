import { setImmediate } from 'node:timers/promises';

/** What runs at once, in milliseconds: other requests wait no longer for work that asks `Turns` between its steps. */
const TURN = 8;

/** Lets other requests run in the middle of long work. */
export class Turns {
  #begin = performance.now();

  /** Between two steps: waits for what else is to do, if this work has run for some milliseconds. */
  async next(): Promise<void> {
    if (performance.now() - this.#begin < TURN) return;
    await setImmediate();
    this.#begin = performance.now();
  }
}

/** The items for which something is true, as `filter` of a list. */
export async function filterInTurns<Item>(
  items: readonly Item[],
  isKept: (item: Item) => boolean,
): Promise<Item[]> {
  const turns = new Turns();
  const kept: Item[] = [];
  for (const item of items) {
    if (isKept(item)) kept.push(item);
    await turns.next();
  }
  return kept;
}
