import { caseById } from '../../catalogue/index.ts';
import { table } from '../table.ts';
import type { Confirmation, Evidence, Root } from './evidence.ts';

/** The page with the evidence of all libraries. */
export function evidencePage(confirmations: readonly Confirmation[]): string {
  const parts = [
    '# Evidence for the library matrix',
    '<!-- Written by `npm run matrix:evidence`. Do not edit. -->',
    'Is `samlab check` right about the libraries of the [library matrix](library-matrix.md)? For each service provider, some findings and some passes were compared by hand with the source of the library or with what its service provider logs. The evidence is either',
    [
      '- a line of the source, which decides,',
      '- lines of the source in which a word does not occur, in upper or lower case, because what is never read cannot be checked, or',
      '- text that the service provider logs after the message of this run, and not after the valid sign-in and the first messages of every check.',
    ].join('\n'),
    'The source of a package of npm is what npm installs; of Python, Ruby and PHP, what Debian installs; of C and C++, the Debian source package.',
    ...confirmations.flatMap(section),
    '## Compare again',
    '`npm run matrix:evidence` plays each of these cases alone against its service provider, compares verdict, log and source with this page, and fails where they differ. `npm run matrix:evidence -- samlify` does so for one library. `--sources FOLDER` names the folder in which `apt-get source` unpacked the Debian source packages; without it, lines of these are not compared.',
  ];
  return `${parts.join('\n\n')}\n`;
}

function section({ library, versions, root, evidence }: Confirmation): string[] {
  return [
    `## ${library}`,
    `${versions}. ${rootText(root)}`,
    table(
      ['Run', 'Verdict', 'Why it is right', 'Source', 'Log'],
      evidence.map((row) => [
        `\`${row.run}\`: ${titleOf(row.run)}`,
        verdictText[row.verdict],
        row.because,
        sourceText(row),
        row.log === undefined ? '' : code(row.log),
      ]),
    ),
  ];
}

const verdictText = { pass: 'pass', fail: 'finding', error: 'finding (crash)' } as const;

function rootText(root: Root): string {
  if (root.kind === 'npm') return 'The files are in `node_modules`.';
  if (root.kind === 'installed') return `The files are in \`${root.folder}\`.`;
  return `The files are in the Debian source package, \`${root.folder}\`.`;
}

/** Of the case, and of the run where a case has several. */
function titleOf(run: string): string {
  const [id = run, number = '1'] = run.split('#');
  const found = caseById(id);
  const title = found?.runs[Number(number) - 1]?.title;
  return [found?.title, title].filter((text) => text !== undefined).join(', ');
}

function sourceText({ source }: Evidence): string {
  if (!source) return '';
  if ('text' in source) return `${code(`${source.file}:${source.line}`)} ${code(source.text)}`;
  return `${code(`${source.file}:${source.lines.join('-')}`)} without ${code(source.without)}`;
}

/** As code that may contain backticks (CommonMark 6.1). */
const code = (text: string) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
