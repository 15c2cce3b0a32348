import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { CheckFault } from '../errors.ts';
import { reportFormat } from '../report/report.ts';
import { verdicts } from '../verdict.ts';

const Run = Type.Object({
  id: Type.String(),
  verdict: Type.Enum([...verdicts]),
  outcome: Type.Optional(Type.String()),
  durationMs: Type.Number(),
});

/** What a comparison reads of a JSON report. */
const Shape = Type.Object({
  samlab: Type.String(),
  catalogue: Type.String(),
  target: Type.Object({ name: Type.String() }),
  startedAt: Type.String(),
  partial: Type.Optional(Type.String()),
  cases: Type.Record(
    Type.String(),
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      severity: Type.Enum(['crit', 'high', 'med', 'low']),
      verdict: Type.Enum([...verdicts]),
      runs: Type.Array(Run),
    }),
  ),
});

/** The JSON report of an earlier check. */
export interface EarlierReport extends Type.Static<typeof Shape> {
  /** Its path, as the user gave it. */
  readonly file: string;
}

/**
 * Reads the JSON report of an earlier check.
 *
 * @throws {CheckFault} `bad_comparison` when it is no JSON, no report of `samlab check`, one of another format, or one without cases: one
 * sentence
 */
export function readEarlierReport(text: string, file: string): EarlierReport {
  const refuse = (what: string): never => {
    throw new CheckFault('bad_comparison', `${file} cannot be compared: ${what}`);
  };
  const content = parse(text) ?? refuse('it is not JSON. Name a report of --report json:FILE.');
  const format = formatOf(content);
  if (format === undefined)
    return refuse('it is not a JSON report of samlab check. Name a report of --report json:FILE.');
  const ours = numberOf(reportFormat) ?? 0;
  if (format !== ours)
    return refuse(
      format > ours
        ? `a newer samlab wrote it (format samlab-check/${format}; this one reads ${reportFormat}). Compare with that version of samlab.`
        : `an older samlab wrote it (format samlab-check/${format}; this one reads ${reportFormat}). Check the earlier build again with this version.`,
    );
  if (!Value.Check(Shape, content)) return refuse(`it is damaged${firstFault(content)}.`);
  if (Object.keys(content.cases).length === 0)
    return refuse('it has no cases, because that check ended before the first one.');
  return { ...content, file };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function formatOf(content: unknown): number | undefined {
  const format = typeof content === 'object' && content !== null && 'format' in content;
  return format && typeof content.format === 'string' ? numberOf(content.format) : undefined;
}

/**
 * A comparison of two service providers would call everything new or fixed.
 *
 * @param name the service provider that is checked now
 * @throws {CheckFault} `bad_comparison` when the report is of another one
 */
export function mustBeAbout({ file, target }: EarlierReport, name: string): void {
  if (target.name !== name)
    throw new CheckFault(
      'bad_comparison',
      `${file} cannot be compared: it is about ${target.name}, and this check about ${name}. Name a report of this service provider.`,
    );
}

/** `samlab-check/2` is 2. */
function numberOf(format: string): number | undefined {
  const [, number] = /^samlab-check\/(\d{1,6})$/.exec(format) ?? [];
  return number === undefined ? undefined : Number(number);
}

function firstFault(content: unknown): string {
  const [fault] = Value.Errors(Shape, content);
  return fault ? ` at ${fault.instancePath || '/'}` : '';
}
