import {
  allCases,
  type CatalogueCase,
  type CatalogueGroup,
  groups,
  severityName,
  type Verdict,
} from '../catalogue/index.ts';
import { plainMarkdown } from '../web/markup/plain-markdown.ts';

const expected: Readonly<Record<Verdict, string>> = {
  accept: 'accepts it',
  reject: 'refuses it',
  inert: 'refuses it, or uses only the signed content',
  policy: 'may accept or refuse it',
};

/** Of a case about what the service provider sends. */
const sentAs: Readonly<Record<Verdict, string>> = {
  ...expected,
  accept: 'sends it so',
  policy: 'may do otherwise',
};

/** docs/catalogue.md: what `samlab check` sends, a heading for each case, by its id. */
export function cataloguePage(): string {
  const parts = (Object.keys(groups) as CatalogueGroup[]).flatMap((group) => {
    const cases = allCases.filter((each) => each.group === group);
    return [`## ${group}: ${groups[group]}`, ...cases.map(section)];
  });
  return [introduction, ...parts, ''].join('\n\n').replace(/\n+$/, '\n');
}

const introduction = `# Cases of \`samlab check\`

<!-- Written by "npm run catalogue" from catalogue/. Change the cases there. -->

What \`samlab check\` sends to a service provider: ${allCases.length} cases in ${Object.keys(groups).length} groups. Each case changes one thing in a valid sign-in, but those of the group req, which
judge what the service provider itself sends. A case with several runs tries several forms of that change. The severity is the harm if a hostile message is accepted, or the damage if a valid one is refused. \`samlab check --case ID\` sends one case.`;

function section({
  id,
  group,
  title,
  severity,
  verdict,
  risk,
  fix,
  basis,
  runs,
}: CatalogueCase): string {
  const forms = runs.flatMap((run) => run.title ?? []).map((form) => `- ${plainMarkdown(form)}`);
  return [
    `### ${id}`,
    `**${plainMarkdown(title)}.** Severity: ${severityName[severity]}. A correct service provider ${group === 'req' ? sentAs[verdict] : expected[verdict]}.`,
    `Risk: ${plainMarkdown(risk)}`,
    `Fix: ${plainMarkdown(fix)}`,
    `Basis: ${plainMarkdown(basis.join('; '))}`,
    ...(forms.length > 0 ? [`Runs:\n\n${forms.join('\n')}`] : []),
  ].join('\n\n');
}
