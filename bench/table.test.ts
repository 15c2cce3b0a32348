import { expect, test } from 'vitest';
import { atMost, comparison } from './row.ts';
import { tableOf } from './table.ts';

test('prints an aligned line per peer, and by how much a budget is missed', () => {
  const table = tableOf([
    {
      title: 'sign-in',
      unit: 'per second',
      figures: { samlab: 900, raw: 1000, peer: 12.4, shown: 12 },
      comparisons: [
        comparison('raw', 0.9, 0.85),
        comparison('peer', 7.5, 10),
        comparison('shown', 7.5),
      ],
    },
    {
      title: 'start',
      unit: 'ms',
      figures: { samlab: 150, peer: 300 },
      comparisons: [comparison('peer', 2, 1)],
    },
    atMost('check', 's', 4.25, 5),
  ]);
  expect(table.split('\n')).toEqual([
    '         samlab  peer             times as fast  budget',
    'sign-in   900/s  raw      1000/s           0.90    0.85  met',
    '                 peer       12/s           7.50   10.00  missed by 25 %',
    '                 shown      12/s           7.50',
    'start    150 ms  peer     300 ms           2.00    1.00  met',
    'check     4.3 s  at most   5.0 s           1.18    1.00  met',
  ]);
});
