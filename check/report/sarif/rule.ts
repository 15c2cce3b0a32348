import type { ReportingDescriptor, Result } from 'sarif';
import { type Severity, severityName } from '../../../catalogue/index.ts';
import { plainMarkdown } from '../../../web/markup/plain-markdown.ts';
import { expectationOf } from '../expectations.ts';
import { reportGroups } from '../groups.ts';
import type { CaseReport } from '../report.ts';

export const levelOf: Readonly<Record<Severity, Result.level>> = {
  crit: 'error',
  high: 'error',
  med: 'warning',
  low: 'note',
};

/** In the middle of GitHub's ranges: critical from 9.0, high from 7.0, medium from 4.0, low below. */
const scoreOf: Readonly<Record<Severity, string>> = {
  crit: '9.5',
  high: '8.0',
  med: '5.5',
  low: '2.5',
};

/** Longest texts that GitHub accepts, in characters. */
const MAX_DESCRIPTION = 1024;

/**
 * The rule of a case. Its severity is that of the finding, since GitHub reads `security-severity` from rules only.
 *
 * @param documentation URL of docs/catalogue.md, where the heading of each case is its id.
 */
export function ruleOf(of: CaseReport, documentation: string): ReportingDescriptor {
  const { id, title, severity, expected, risk, fix, basis } = of;
  const effect = of.expectation === undefined ? 'Risk' : 'What Entra does';
  const again = `samlab check${of.expectation === undefined ? '' : ' --scim URL'} --case ${id}`;
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: limit(title) },
    fullDescription: { text: limit(`${risk} ${fix}`) },
    help: {
      text: `Expected: ${expectationOf(of)}\n\n${effect}: ${risk}\n\nFix: ${fix}\n\nBasis: ${basis.join('; ')}\n\nTo send it again: ${again}`,
      markdown: [
        `**Expected:** ${expectationOf(of)}`,
        `**${effect}:** ${plainMarkdown(risk)}`,
        `**Fix:** ${plainMarkdown(fix)}`,
        `**Basis:** ${plainMarkdown(basis.join('; '))}`,
        `**To send it again:** \`${again}\``,
      ].join('\n\n'),
    },
    helpUri: `${documentation}#${id}`,
    defaultConfiguration: { level: levelOf[severity] },
    properties: {
      tags: tagsOf(of),
      precision: 'very-high',
      'security-severity': scoreOf[severity],
      severity: severityName[severity],
      expected,
    },
  };
}

/** `cond-audience-wrong` is CondAudienceWrong. */
const nameOf = (id: string) =>
  id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const tagsOf = ({ group, expectation }: CaseReport): string[] => {
  const subject = expectation === undefined ? ['security', 'saml'] : ['security', 'scim'];
  return [...subject, reportGroups[group].toLowerCase()];
};

const limit = (text: string) =>
  text.length <= MAX_DESCRIPTION ? text : `${text.slice(0, MAX_DESCRIPTION - 1)}…`;
