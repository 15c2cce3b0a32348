import type { Phase, ScimCase } from '../check/index.ts';
import { plainMarkdown } from '../web/markup/plain-markdown.ts';

/** docs/scim-check.md: how `samlab check --scim` is used, and a heading for each case, by its id. */
export function scimCheckPage(
  scimCases: readonly ScimCase[],
  phases: Readonly<Record<Phase, string>>,
): string {
  const parts = Object.entries(phases).flatMap(([phase, name]) => [
    `## ${phase}: ${name}`,
    ...scimCases.filter((each) => each.phase === phase).map(section),
  ]);
  return [introduction(scimCases), ...parts, ''].join('\n\n').replace(/\n+$/, '\n');
}

const introduction = (scimCases: readonly ScimCase[]) => `# \`samlab check --scim\`

<!-- Written by "npm run scim-cases" from check/scim/cases/. Change the cases there, and this text in scripts/scim-check-page.ts. -->

Checks any SCIM 2.0 server as the provisioning of Entra uses it: ${scimCases.filter(({ phase }) => phase !== 'gallery').length} cases drawn from faults of real servers, and the 25 tests that Microsoft runs before it takes an application into its gallery. The requests are those that the mock
tenant of samlab writes, in the dialect that Entra speaks by default and in that of the flag \`aadOptscim062020\`.

\`\`\`
export SAMLAB_SCIM_TOKEN=...    # the secret token of your server; or --token-file FILE
npm run -s samlab -- check --scim http://localhost:8080/scim/v2
\`\`\`

Exit code 0: no findings; 1: findings; 2: the check could not run, not to its end, or samlab itself failed. A case that must pass and does not is a finding; one that should pass is a warning, which does not count. A case that another
fault decides is "not shown": it names the case to mend first. A case that repeats a failed one, as the tests of the gallery do, is listed with it and names it. Each failure says what Entra would do, and has the request as a command for curl, without the token. \`--report\` writes the same kinds of report as a check of sign-ins ([reports](reports.md)), and \`--baseline\` and
\`--compare\` work as there.

| Option | What it does |
|---|---|
| \`--token-file FILE\` | the secret token; otherwise the variable \`SAMLAB_SCIM_TOKEN\`. \`--token\` works too, but others on the machine can read it |
| \`--dialect default\\|optscim\\|both\` | which requests to send; both by default |
| \`--match userName\\|mail\\|externalId\` | the matching attribute of your mapping |
| \`--mapping FILE\` | the exported schema of your provisioning job: its target attributes must be described and cleared |
| \`--groups auto\\|on\\|off\` | groups are looked for, unless you say |
| \`--custom-urn URN:attribute\` | an attribute of an extension of yours; otherwise the first one in \`/Schemas\` |
| \`--existing VALUE\` | somebody who was made without SCIM must be found; nothing is changed |
| \`--token-b-file FILE\` | the token of another tenant, which must see and change nothing of this one |
| \`--token-endpoint URL\`, \`--client-id ID\`, \`--client-secret-file FILE\` | client credentials, for Validate_Credentials of the gallery, and for all other cases if no token is given; the secret also by the variable \`SAMLAB_SCIM_CLIENT_SECRET\`. \`--credential-location body\` and \`--token-scope SCOPE\` where your token endpoint asks for them |
| \`--client-assertion-file FILE\` | a signed token of Entra that your token endpoint trusts, for Federated_Identity of the gallery |
| \`--rate\` | 25 requests a second for 20 seconds |
| \`--case\`, \`--group\`, \`--skip\` | some cases only |
| \`--mail-domain DOMAIN\` | the domain of the users that are made, if your server wants its own |
| \`--dry-run\` | prints every request and sends none; it needs no token and no permission, and says at the end what sending needs |
| \`--sp-metadata\`, \`--login-url\`, \`--whoami\` | the application that the users sign in to, for the cases about both |

The check makes users and groups whose names begin with \`samlab-\`, changes and deletes only those, and removes them at the end, also after Ctrl-C; what cannot be removed is listed. A server on another machine needs \`--target-is-mine\`, and one without TLS also
\`--allow-http\`. No redirect is followed, an answer is read up to 4 MB, and a request ends after 60 seconds, as Entra's does. The check waits when the server asks for it with 429 and Retry-After,
for at most a minute each time and ten minutes in all; what is unknown then is not shown, and the exit code is 2, as it is when ten requests in a row get no answer in 60 seconds. Before it changes or deletes a resource, its address must show what the check made.

Severity: critical means that accounts are wrong or stay enabled, or that the job goes into quarantine; medium, that data is wrong or writes repeat for ever; low is polish.`;

function section({
  id,
  title,
  sent,
  expected,
  clauses,
  level,
  severity,
  entra,
  fix,
  runs,
}: ScimCase) {
  const words = { S1: 'critical', S2: 'medium', S3: 'low' }[severity];
  const count = runs.length === 1 ? '' : ` Runs: ${runs.length}.`;
  return [
    `### ${id}`,
    `${plainMarkdown(title)}. Severity: ${words}. ${level === 'must' ? 'A failure is a finding.' : 'A failure is a warning.'}${count}`,
    [
      `- Sent: ${plainMarkdown(sent)}`,
      `- Expected: ${plainMarkdown(expected)}`,
      `- What Entra does otherwise: ${plainMarkdown(entra)}`,
      `- Fix: ${plainMarkdown(fix)}`,
      `- Basis: ${clauses.join('; ')}`,
    ].join('\n'),
  ].join('\n\n');
}
