import { styleText } from 'node:util';
import { printable } from '../../text-files/printable.ts';
import type { Progress } from './read-progress.ts';

/**
 * One line per step, with the reason below it when a step is known to be wrong, then the total, with a blank line at both ends.
 * Terminal control characters are removed.
 */
export function progressText(
  { steps }: Progress,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream });
  const id = Math.max(...steps.map((step) => step.id.length));
  const number = String(steps.length).length;
  const done = steps.filter((step) => step.done).length;
  return [
    '',
    ...steps.flatMap((step, position) => [
      [
        step.done ? style('green', '  ✓') : '  -',
        String(position + 1).padStart(number),
        printable(step.id).padEnd(id),
        step.done ? style('dim', printable(step.title)) : printable(step.title),
      ].join('  '),
      // Aligned with the title: past two columns and their gaps.
      ...(step.why === undefined ? [] : [`${' '.repeat(number + id + 9)}${printable(step.why)}`]),
    ]),
    '',
    `  ${done} of ${steps.length} done`,
    '',
    '',
  ].join('\n');
}
