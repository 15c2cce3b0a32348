import { attributes, escapeXml } from '../report/junit-xml.ts';
import { type DrillReport, isDrillFinding, type StepReport, verdictWords } from './report.ts';

/** JUnit XML: one suite, a test per step. The same schema as the report of `samlab check`. */
export function drillJUnit({ target, startedAt, durationMs, steps }: DrillReport): string {
  const failures = steps.filter(isDrillFinding).length;
  const skipped = steps.filter(({ verdict }) => verdict === 'not-tried').length;
  const counts = { tests: steps.length, failures, errors: 0 };
  const time = seconds(durationMs);
  const timestamp = startedAt.replace(/\.\d+Z$/, '');
  const properties = [
    ['target', target],
    ...steps.map(({ step, verdict }) => [`${step}.verdict`, verdict]),
  ].map(([name, value]) => `      <property${attributes({ name, value })}/>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'samlab drill rollover', ...counts, time })}>`,
    `  <testsuite${attributes({ name: 'rollover', ...counts, skipped, time, timestamp })}>`,
    ['    <properties>', ...properties, '    </properties>'].join('\n'),
    ...steps.map(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(of: StepReport): string {
  const { step, title, durationMs } = of;
  const head = attributes({
    name: `${step}: ${title}`,
    classname: 'samlab.rollover',
    time: seconds(durationMs),
  });
  const inside = outcome(of);
  return inside ? `    <testcase${head}>\n${inside}\n    </testcase>` : `    <testcase${head}/>`;
}

function outcome(of: StepReport): string | undefined {
  const { verdict, found, whatToDo } = of;
  const message = `${verdictWords[verdict]}. ${found.join(' ')}`;
  if (verdict === 'not-tried') return `      <skipped${attributes({ message })}/>`;
  if (!isDrillFinding(of)) return undefined;
  const text = escapeXml([...found, ...(whatToDo === undefined ? [] : [whatToDo])].join('\n'));
  return `      <failure${attributes({ message, type: verdict })}>${text}</failure>`;
}

const seconds = (ms: number) => (ms / 1000).toFixed(3);
