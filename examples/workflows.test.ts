/** The workflow files must be valid, and every command in them must exist. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCaptured } from '../cli/testing/run-captured.ts';
import { root } from './testing/copy-example.ts';

const read = (file: string) => readFileSync(join(root, 'examples', file), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'samlab-workflows-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface GitHub {
  readonly jobs: { readonly saml: { readonly steps: readonly { readonly run?: string }[] } };
}
interface GitLab {
  readonly saml: { readonly script: readonly string[]; readonly artifacts: object };
}

const gitHub = read('workflows/github.yml');
const gitLab = parse(read('workflows/gitlab-ci.yml')) as GitLab;
const commands = {
  'github.yml': (parse(gitHub) as GitHub).jobs.saml.steps.flatMap(
    ({ run }) => run?.trim().split('\n') ?? [],
  ),
  'gitlab-ci.yml': gitLab.saml.script,
};

describe('github.yml', () => {
  const faultsIn = (content: string) =>
    parseWorkflow({ name: 'saml.yml', content }, new NoOperationTraceWriter())
      .context.errors.getErrors()
      .map(({ message }) => message);

  test('keeps to the schema of GitHub', () => {
    expect(faultsIn(gitHub)).toEqual([]);
  });

  test('control: a key that does not exist, and a wrong expression, are faults', () => {
    expect(faultsIn(gitHub.replace('runs-on:', 'run-on:'))).not.toEqual([]);
    expect(faultsIn(gitHub.replace('!cancelled()', '!canceled('))).not.toEqual([]);
  });
});

test('gitlab-ci.yml keeps what the check writes', () => {
  const { artifacts } = gitLab.saml;
  expect(Object.keys(gitLab)).toEqual(['saml']);
  expect(artifacts).toEqual({
    when: 'always',
    reports: { junit: 'check.xml' },
    paths: ['check.sarif', 'check.ctrf.json', 'check.md'],
  });
});

describe.each(Object.entries(commands))('the commands of %s', (_, lines) => {
  const samlab = lines.filter((line) => line.includes('npx samlab '));

  test('are those of npm scripts of the example, and of programs of the machine', () => {
    const { scripts } = JSON.parse(read('express-passport/package.json')) as {
      scripts: Record<string, string>;
    };
    const others = lines.filter((line) => !samlab.includes(line));
    const known = /^(?:npm ci|npx playwright install|curl |npm test$)|npm start &$/;
    expect(others.filter((line) => !known.test(line))).toEqual([]);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['test', 'start']));
  });

  test('of samlab are accepted', async () => {
    expect(samlab).toHaveLength(2);
    for (const line of samlab) {
      const { code, err } = await dryRun(line);
      expect([line, code, err]).toEqual([line, 0, '']);
    }
  });

  test('control: a mistyped option, and a kind of report that does not exist, are refused', async () => {
    const [, check = ''] = samlab;
    expect((await dryRun(check.replace('--report', '--reports'))).code).toBe(2);
    expect((await dryRun(check.replace('sarif:', 'sarf:'))).code).toBe(2);
  });
});

/** Runs a line in this process, for a service provider whose metadata is a file, so that nothing has to run. */
async function dryRun(line: string) {
  const metadata = join(folder, 'sp.xml');
  writeFileSync(
    metadata,
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="http://localhost:3000/saml/metadata">
       <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
         <AssertionConsumerService index="0" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="http://localhost:3000/saml/acs"/>
       </SPSSODescriptor>
     </EntityDescriptor>`,
  );
  const config = join(folder, 'samlab-check.yaml');
  const settings = read('express-passport/samlab-check.yaml')
    .replace(/^sp-metadata: .*$/m, `sp-metadata: ${metadata}`)
    .replace(
      /^baseline: .*$/m,
      `baseline: ${join(root, 'examples/express-passport/known-failures.yaml')}`,
    );
  writeFileSync(config, settings);
  const summary = join(folder, 'summary.md');
  const [, given = ''] = /npx samlab (.*?)(?: > \S+)?$/.exec(line) ?? [];
  const args = given
    .replace('$GITHUB_STEP_SUMMARY', summary)
    .split(' ')
    .map((arg) => arg.replace(/^"(.*)"$/, '$1'));
  const more = args.includes('--print-idp-metadata') ? [] : ['--dry-run', '--config', config];
  return runCaptured(...args, ...more, '--data', join(folder, 'data'));
}
