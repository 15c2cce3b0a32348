import type { CheckReport } from '../../check/index.ts';
import { plainMarkdown } from '../../web/markup/plain-markdown.ts';
import { confirmed } from './confirmed.ts';
import type { ScimServer } from './servers.ts';

export interface Checked {
  readonly server: ScimServer;
  readonly report: CheckReport;
}

/** Cases that failed or have a warning, in the order of the report. */
const foundIn = ({ cases }: CheckReport) =>
  Object.values(cases).filter(({ verdict }) =>
    ['fail', 'error', 'warn', 'not-played'].includes(verdict),
  );

/** What is wrong with the result as a test of the check itself: one sentence each. */
export function faultsOf({ server, report }: Checked): string[] {
  const { name, mustFail } = server;
  const found = foundIn(report).map(({ id }) => id);
  const known = Object.keys(confirmed[name] ?? {});
  return [
    ...mustFail
      .filter((id) => !found.includes(id))
      .map((id) => `${name} passes ${id}, which it is known to fail: the check is broken.`),
    ...found
      .filter((id) => !known.includes(id))
      .map((id) => {
        const { verdict, runs } = report.cases[id] ?? {};
        const reason = runs?.find((run) => run.verdict === verdict)?.reason;
        return `${name}: ${id} (${verdict}) is not confirmed: ${reason} Compare it with the answer and the source, and add it to matrix/scim/confirmed.ts.`;
      }),
    ...known
      .filter((id) => !found.includes(id))
      .map((id) => `${name} passes ${id}, which matrix/scim/confirmed.ts lists.`),
  ];
}

export const scimMatrix = (all: readonly Checked[]): string =>
  [introduction, ...all.flatMap(section), ''].join('\n\n').replace(/\n+$/, '\n');

const introduction = `# SCIM servers of others

<!-- Written by "npm run matrix:scim". The confirmations are in matrix/scim/confirmed.ts. -->

\`samlab check --scim\` checks two SCIM servers that other authors wrote, each as a process to itself. Cases that a server is known to fail must fail, or the check is broken; every finding was compared by hand with the answer of the server, and with its source where a
file is named. The pipeline runs this again and compares.`;

function section({ server, report }: Checked): string[] {
  const { name, version, setUp, options } = server;
  const count = (verdict: string) =>
    Object.values(report.cases).filter((each) => each.verdict === verdict).length;
  const rows = foundIn(report).map(({ id, title, verdict }) => {
    const cells = [
      id,
      title,
      verdict === 'warn' ? 'warning' : verdict,
      confirmed[name]?.[id] ?? '',
    ];
    return `| ${cells.map((cell) => plainMarkdown(cell)).join(' | ')} |`;
  });
  return [
    `## ${version}`,
    `Set up as ${setUp}.${options.length > 0 ? ` Checked with \`${options.join(' ')}\`.` : ''} Passed: ${count('pass')}. Failed: ${count('fail')}. Warnings: ${count('warn')}. Not shown: ${count('not-shown')}. Skipped: ${count('not-applicable')}.`,
    ['| Case | | | Confirmed by |', '|---|---|---|---|', ...rows].join('\n'),
  ];
}
