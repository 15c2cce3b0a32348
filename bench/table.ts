import { type Row, units } from './row.ts';

const headings = ['', 'samlab', 'peer', '', 'times as fast', 'budget', ''];
/** Columns of figures. */
const rightAligned = new Set([1, 3, 4, 5]);

/** The rows as an aligned table, one line per peer. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [headings, ...rows.flatMap(linesOf)];
  const widths = headings.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return rightAligned.has(column) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function linesOf({ title, unit, figures, comparisons }: Row): string[][] {
  const figure = (name: string) => {
    const value = figures[name] ?? Number.NaN;
    return `${value.toFixed(unit === 's' ? 1 : 0)}${units[unit]}`;
  };
  return comparisons.map(({ peer, ratio, budget }, index) => [
    index === 0 ? title : '',
    index === 0 ? figure('samlab') : '',
    peer,
    figure(peer),
    ratio.toFixed(2),
    budget?.toFixed(2) ?? '',
    budget === undefined ? '' : verdict(ratio, budget),
  ]);
}

const verdict = (ratio: number, budget: number) =>
  ratio >= budget ? 'met' : `missed by ${Math.ceil((1 - ratio / budget) * 100)} %`;
