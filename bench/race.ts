import { median } from './median.ts';

export interface Contender {
  name: string;
  /** Preparation before a turn; not measured. */
  prepare?(): Promise<void>;
  /** Works for about `duration` ms; resolves to tasks per second. */
  rate(duration: number): Promise<number>;
}

export interface RaceOptions {
  rounds: number;
  /** How long each contender works in each round, in ms. */
  turn: number;
  /** How long each contender works before measuring starts, in ms. */
  warmUp: number;
}

/** Tasks per second of each contender, a figure per round. */
export class Rates {
  readonly #figures: ReadonlyMap<string, readonly number[]>;

  constructor(figures: ReadonlyMap<string, readonly number[]>) {
    this.#figures = figures;
  }

  of(name: string): number {
    return median(this.#all(name));
  }

  /** How many times as fast as another contender: the median of the ratios within each round. */
  ratio(name: string, other: string): number {
    const others = this.#all(other);
    return median(this.#all(name).map((figure, round) => figure / (others[round] ?? Number.NaN)));
  }

  #all(name: string): readonly number[] {
    const figures = this.#figures.get(name);
    if (!figures) throw new RangeError(`There is no contender "${name}".`);
    return figures;
  }
}

/**
 * Lets contenders take turns, so that other work on the machine affects all of them; only ratios within a round are used.
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
