import { printable } from '../../text-files/printable.ts';
import type { ChecklistItem } from '../checklist/checklist-item.ts';
import type { Finding } from '../finding.ts';
import { type DoctorReport, verdictOf } from './doctor-report.ts';

/** The report for a terminal: findings, what could not be compared, the checklist. */
export function doctorText(report: DoctorReport): string {
  const { findings, checklist, notChecked } = report;
  const lines = [
    verdictOf(report),
    ...findings.flatMap((finding) => findingLines(finding, checklist)),
    ...(notChecked.length === 0 ? [] : ['']),
    ...notChecked.map((sentence) => `Not compared: ${sentence}`),
    '',
    'What to paste where',
    ...checklist.flatMap(checklistLines),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** Options that the checklist lists as well are left to it. */
function findingLines(finding: Finding, checklist: readonly ChecklistItem[]): string[] {
  const { id, severity, code, inLab, sentence, found, fix, source } = finding;
  const isBelow = checklist.some(
    ({ options }) => options !== undefined && options === finding.options,
  );
  const options = isBelow ? [] : (finding.options ?? []);
  return [
    '',
    `${severity}: ${sentence} [${id}]`,
    ...(found === undefined ? [] : [`  Found: ${found}`]),
    `  In the lab: ${inLab}`,
    ...(code === undefined ? [] : [`  Users see: ${code}`]),
    `  Fix: ${fix}`,
    ...options.map(({ library, option }) => `    ${library}: ${option}`),
    `  Source: ${source.document}, ${source.section}`,
  ];
}

function checklistLines(
  { at, where, field, value, note, options = [] }: ChecklistItem,
  n: number,
  all: readonly ChecklistItem[],
): string[] {
  const before = all[n - 1];
  const isNew = before?.at !== at || before.where !== where;
  return [
    ...(isNew ? ['', `${at === 'Entra' ? 'At Entra' : 'At the service provider'}, ${where}`] : []),
    `  [ ] ${field}`,
    ...(value === undefined ? [] : value.split('\n').map((line) => `      ${line}`)),
    ...(note === undefined ? [] : [`      ${note}`]),
    ...options.map(({ library, option }) => `        ${library}: ${option}`),
  ];
}
