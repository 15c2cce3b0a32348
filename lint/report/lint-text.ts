import { printable } from '../../text-files/printable.ts';
import type { Finding } from '../finding.ts';
import type { LintReport } from '../lint.ts';
import { verdictOf } from './verdict.ts';

/** The report for a terminal. */
export function lintText(report: LintReport): string {
  const { linted, notChecked } = report;
  return [
    ...linted.flatMap(({ name, kind, what, findings }) => [
      `${name}: ${kind}, ${what}`,
      ...(findings.length === 0 ? ['  nothing found'] : findings.flatMap(findingLines)),
      '',
    ]),
    ...notChecked.map((sentence) => `Not checked: ${sentence}`),
    verdictOf(report),
    '',
  ]
    .map(printable)
    .join('\n');
}

function findingLines({ id, severity, code, sentence, found, source, fix }: Finding): string[] {
  return [
    `  ${severity.padEnd(7)} ${code === undefined ? '' : `${code} `}${sentence} [${id}]`,
    ...(found === undefined ? [] : [`          Found: ${found}`]),
    `          Fix: ${fix}`,
    `          Source: ${source.document}, ${source.section}`,
  ];
}
