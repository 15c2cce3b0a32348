import type { Rates } from './race.ts';

/** The unit after a figure. */
export const units = { 'per second': '/s', ms: ' ms', s: ' s', MB: ' MB' } as const;

/** One line of the speed budget (design: "Speed budget"), measured. */
export interface Row {
  title: string;
  unit: keyof typeof units;
  /** By contender; ours is `samlab`. */
  figures: Record<string, number>;
  comparisons: Comparison[];
  /** A remark about the figures. */
  note?: string;
}

export interface Comparison {
  peer: string;
  /** How many times as fast as the peer. */
  ratio: number;
  /** The lowest ratio that meets the budget. Undefined for a peer that the budget does not name. */
  budget?: number;
  met?: boolean;
}

/** @param budgets the lowest ratio, by peer; undefined for one that is only shown */
export function rowOf(
  title: string,
  rates: Rates,
  budgets: Record<string, number | undefined>,
  note?: string,
): Row {
  const peers = Object.keys(budgets);
  return {
    title,
    unit: 'per second',
    figures: Object.fromEntries(['samlab', ...peers].map((name) => [name, rates.of(name)])),
    comparisons: peers.map((peer) => comparison(peer, rates.ratio('samlab', peer), budgets[peer])),
    ...(note && { note }),
  };
}

/** A figure with an upper limit, for a line of the budget without a peer. */
export const atMost = (
  title: string,
  unit: Row['unit'],
  figure: number,
  bound: number,
  note?: string,
): Row => ({
  title,
  unit,
  figures: { samlab: figure, 'at most': bound },
  comparisons: [comparison('at most', bound / figure, 1)],
  ...(note && { note }),
});

export const comparison = (peer: string, ratio: number, budget?: number): Comparison => ({
  peer,
  ratio,
  ...(budget !== undefined && { budget, met: ratio >= budget }),
});
