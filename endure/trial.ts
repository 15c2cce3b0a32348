/** The outcome of one kind of trial. */
export interface Outcome {
  readonly name: string;
  /** What was tried, in words, such as "45 rounds, 1903 writes". */
  readonly tried: string;
  /** One sentence for each failure; empty if it held. */
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** Runs a trial and takes the time. An error that it throws is a failure. */
export async function attempt(
  name: string,
  run: () => Promise<Pick<Outcome, 'tried' | 'failures'>>,
): Promise<Outcome> {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 100) / 10;
  try {
    const { tried, failures } = await run();
    return { name, tried, failures, seconds: seconds() };
  } catch (error) {
    const failures = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    return { name, tried: 'did not finish', failures, seconds: seconds() };
  }
}

/** The outcomes as a Markdown table, with the failures below. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(
    ({ name, tried, failures, seconds }) =>
      `| ${name} | ${tried} | ${failures.length === 0 ? 'held' : `${failures.length} failed`} | ${seconds} s |`,
  );
  const failed = outcomes.flatMap(({ name, failures }) =>
    failures.slice(0, 20).map((failure) => `- ${name}: ${failure}`),
  );
  return [
    '| Trial | Tried | Result | Time |',
    '|---|---|---|---|',
    ...rows,
    ...(failed.length > 0 ? ['', ...failed] : []),
  ].join('\n');
}
