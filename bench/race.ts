import { median } from './median.ts';

export interface Contender {
  name: string;
  /** What must be there before a turn; not measured. */
  prepare?(): Promise<void>;
  /** Works for about so many ms; resolves to pieces of work per second. */
  rate(duration: number): Promise<number>;
}

export interface RaceOptions {
  rounds: number;
  /** How long each contender works in each round, in ms. */
  turn: number;
  /** How long each contender works before anything is measured, in ms. */
  warmUp: number;
}

/** Pieces of work per second, by contender: one figure per round. */
export class Rates {
  readonly #figures: ReadonlyMap<string, readonly number[]>;

  constructor(figures: ReadonlyMap<string, readonly number[]>) {
    this.#figures = figures;
  }

  of(name: string): number {
    return median(this.#all(name));
  }

  /** How many times as fast as another one: the median of the ratios within each round. */
  ratio(name: string, other: string): number {
    const others = this.#all(other);
    return median(this.#all(name).map((figure, round) => figure / (others[round] ?? Number.NaN)));
  }

  #all(name: string): readonly number[] {
    const figures = this.#figures.get(name);
    if (!figures) throw new RangeError(`No contender is called "${name}".`);
    return figures;
  }
}

/**
 * Lets contenders take turns, so that whatever else the machine does meets all of them alike: what counts is the ratio
 * within a round.
 */
export async function race(
  contenders: readonly Contender[],
  { rounds, turn, warmUp }: RaceOptions,
): Promise<Rates> {
  const figures = new Map(contenders.map(({ name }): [string, number[]] => [name, []]));
  const work = async (contender: Contender, duration: number) => {
    await contender.prepare?.();
    return contender.rate(duration);
  };
  for (const contender of contenders) await work(contender, warmUp);
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders)
      figures.get(contender.name)?.push(await work(contender, turn));
  return new Rates(figures);
}
