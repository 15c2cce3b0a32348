import type { Finding } from '../finding.ts';
import type { LintReport } from '../lint.ts';
import { countFindings } from './count-findings.ts';

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
    summary(report),
    '',
  ].join('\n');
}

function findingLines({ id, severity, code, sentence, found, source, fix }: Finding): string[] {
  return [
    `  ${severity.padEnd(7)} ${code === undefined ? '' : `${code} `}${sentence} [${id}]`,
    ...(found === undefined ? [] : [`          Found: ${found}`]),
    `          Fix: ${fix}`,
    `          Source: ${source.document}, ${source.section}`,
  ];
}

function summary(report: LintReport): string {
  const { error, warning, note } = countFindings(report);
  const said = `${count(error, 'error')}, ${count(warning, 'warning')}, ${count(note, 'note')}`;
  return error === 0
    ? `Nothing that Entra would refuse was found: ${said}.`
    : `Entra would refuse this: ${said}.`;
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
