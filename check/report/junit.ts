import { severityName } from '../../catalogue/index.ts';
import { wasSkipped } from '../verdict.ts';
import { countCases, countsSentence } from './counts.ts';
import { exitCodeOf } from './exit-code.ts';
import { type ReportGroup, reportGroupNames, reportGroups } from './groups.ts';
import { attributes, escapeXml } from './junit-xml.ts';
import { caseDetails, caseDuration, caseOutcome } from './outcome.ts';
import type { CaseReport, CheckReport, FailedControl } from './report.ts';
import { counts } from './summary.ts';

/**
 * JUnit XML for CI systems: one suite per group, one test per case. It keeps to the schema that Jenkins checks against, junit-10.xsd of its
 * xUnit plugin, which has no properties of tests: severity and verdict of each case are properties of its suite.
 */
export function toJUnit(report: CheckReport): string {
  const cases = Object.values(report.cases);
  const suites = reportGroupNames
    .map((group) => ({ group, of: cases.filter((each) => each.group === group) }))
    .filter(({ of }) => of.length > 0)
    .map(({ group, of }) => suite(group, of, report));
  const { skipped: _, ...counted } = tally(cases);
  const failed = report.control ? 1 : 0;
  const total = {
    ...counted,
    tests: counted.tests + failed,
    errors: counted.errors + failed,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'samlab check', ...total, time: seconds(report.durationMs) })}>`,
    ...(report.control ? [controlSuite(report.control, report)] : []),
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

/** The valid sign-in that ended the check, so that a pipeline shows why there is so little else. */
function controlSuite({ reason, exchange }: FailedControl, { startedAt }: CheckReport): string {
  const timestamp = startedAt.replace(/\.\d+Z$/, '');
  const head = { name: 'control: valid sign-in', tests: 1, failures: 0, errors: 1, skipped: 0 };
  const text = exchange ? escapeXml(JSON.stringify(exchange, null, 2)) : '';
  return [
    `  <testsuite${attributes({ ...head, time: '0.000', timestamp })}>`,
    `    <testcase${attributes({ name: 'A valid sign-in succeeds', classname: 'samlab.control', time: '0.000' })}>`,
    `      <error${attributes({ message: reason, type: 'control_failed' })}>${text}</error>`,
    '    </testcase>',
    '  </testsuite>',
  ].join('\n');
}

function suite(group: ReportGroup, cases: readonly CaseReport[], report: CheckReport): string {
  const time = seconds(sum(cases.map(caseDuration)));
  const timestamp = report.startedAt.replace(/\.\d+Z$/, '');
  const { code, why } = exitCodeOf(report);
  const head = attributes({
    name: `${group}: ${reportGroups[group]}`,
    ...tally(cases),
    time,
    timestamp,
  });
  const properties = [
    ['target', report.target.name],
    ['catalogue', report.catalogue],
    ...(report.partial === undefined ? [] : [['partial', report.partial]]),
    ['counts of the check', countsSentence(countCases(report))],
    ['exit code', `${code}: ${why}`],
    ...cases.flatMap(({ id, severity, verdict }) => [
      [`${id}.severity`, severityName[severity]],
      [`${id}.verdict`, verdict],
    ]),
  ].map(([name, value]) => `      <property${attributes({ name, value })}/>`);
  return [
    `  <testsuite${head}>`,
    ['    <properties>', ...properties, '    </properties>'].join('\n'),
    ...cases.map(testCase),
    '  </testsuite>',
  ].join('\n');
}

function testCase(of: CaseReport): string {
  const head = attributes({
    name: `${of.id}: ${of.title}`,
    classname: `samlab.${of.group}`,
    time: seconds(caseDuration(of)),
  });
  const inside = outcome(of);
  return inside ? `    <testcase${head}>\n${inside}\n    </testcase>` : `    <testcase${head}/>`;
}

function outcome(of: CaseReport): string | undefined {
  const { kind, message } = caseOutcome(of);
  const text = escapeXml(caseDetails(of));
  switch (kind) {
    case 'passed':
      return undefined;
    case 'warned':
      return `      <system-out>${text}</system-out>`;
    case 'known':
      return `      <skipped${attributes({ message })}/>`;
    case 'skipped':
    case 'not-shown':
    case 'not-played':
      return `      <skipped${attributes({ message: `${leftOut[kind]}: ${message}` })}/>`;
    case 'error':
    case 'inconclusive':
      return `      <error${attributes({ message, type: kind })}>${text}</error>`;
    default:
      return `      <failure${attributes({ message, type: kind })}>${text}</failure>`;
  }
}

/** JUnit has one word for all that has no result. */
const leftOut = { skipped: 'Skipped', 'not-shown': 'Not shown', 'not-played': 'Not played' };

function tally(cases: readonly CaseReport[]) {
  const counted = cases.filter(counts);
  const errors = counted.filter(
    ({ verdict, baseline }) => !baseline && (verdict === 'error' || verdict === 'inconclusive'),
  ).length;
  const skipped = cases.filter(
    ({ verdict, baseline }) => wasSkipped(verdict) || baseline?.state === 'known',
  ).length;
  return { tests: cases.length, failures: counted.length - errors, errors, skipped };
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const seconds = (ms: number) => (ms / 1000).toFixed(3);
