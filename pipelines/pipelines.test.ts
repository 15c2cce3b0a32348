/** The action and the component, run as far as a plain shell can: their own commands, with the files that a runner would name. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}
const action = parse(read('action.yml')) as Action;

/** A project that has samlab as a dependency. */
let project = '';
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'samlab-pipeline-'));
  mkdirSync(join(project, 'node_modules/.bin'), { recursive: true });
  symlinkSync(root, join(project, 'node_modules/samlab'));
  symlinkSync(join(root, 'bin/samlab.js'), join(project, 'node_modules/.bin/samlab'));
  writeFileSync(join(project, 'package.json'), '{"name":"project","private":true}');
});
afterEach(() => rmSync(project, { recursive: true }));

/** Runs commands with bash as a runner does. @returns also what they wrote for later steps */
function shell(commands: string, variables: Readonly<Record<string, string>>) {
  const files = { GITHUB_OUTPUT: 'output', GITHUB_ENV: 'env', GITHUB_STEP_SUMMARY: 'summary' };
  const paths = Object.entries(files).map(([name, file]) => [name, join(project, file)]);
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', commands], {
    cwd: project,
    encoding: 'utf8',
    env: {
      HOME: process.env.HOME,
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      ...Object.fromEntries(paths),
      ...variables,
    },
  });
  const file = (name: string) =>
    existsSync(join(project, name)) ? readFileSync(join(project, name), 'utf8') : '';
  const lines = (name: string) =>
    Object.fromEntries(
      file(name)
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    ) as Record<string, string>;
  return {
    status,
    stdout,
    stderr,
    output: lines('output'),
    env: lines('env'),
    summary: file('summary'),
  };
}

/** Runs the step `run` of the action with these inputs, as GitHub fills them in. */
function runAction(inputs: Readonly<Record<string, string>>) {
  const step = action.runs.steps.find(({ env }) => env && 'SAMLAB_COMMAND' in env);
  const value = (text: string) =>
    text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) =>
      name === 'github.action_path'
        ? root
        : (inputs[name.replace('inputs.', '')] ??
          action.inputs[name.replace('inputs.', '')]?.default ??
          ''),
    );
  const env = Object.entries(step?.env ?? {}).map(([name, text]) => [name, value(text)]);
  return shell(step?.run ?? '', Object.fromEntries(env));
}

describe('action.yml', () => {
  test('checks a service provider, and writes every report, the summary and the outputs', () => {
    const { status, output, summary } = runAction({ args: '--case\nsig-stripped\n' });
    expect(status).toBe(0);
    expect(readdirSync(join(project, 'samlab-reports')).sort()).toEqual([
      'check.ctrf.json',
      'check.json',
      'check.md',
      'check.sarif',
      'check.xml',
    ]);
    expect(output).toEqual({
      reports: 'samlab-reports',
      sarif: 'samlab-reports/check.sarif',
      'exit-code': '0',
    });
    expect(summary).toContain('samlab');
  });

  test('starts a lab, says where it is, and stops it', () => {
    const data = join(project, 'data');
    const started = runAction({
      command: 'start',
      args: `--data\n${data}\n--port=0\n--idp-port=0\n--sp-port=0`,
    });
    expect([started.status, started.stderr]).toEqual([0, '']);
    try {
      expect(started.output.idp).toMatch(/^http:\/\/localhost:\d+$/);
      expect(started.env).toEqual({
        SAMLAB_LAB_URL: started.output.lab,
        SAMLAB_IDP_URL: started.output.idp,
      });
      expect(
        shell(`curl --silent --fail "$URL/healthz"`, { URL: started.env.SAMLAB_IDP_URL ?? '' })
          .stdout,
      ).toBe('{"status":"ok"}');
      const secret: unknown = JSON.parse(readFileSync(join(data, 'lab.json'), 'utf8'));
      for (const password of Object.values((secret as { passwords: object }).passwords))
        expect(started.stdout).not.toContain(password);
    } finally {
      expect(runAction({ command: 'stop', args: `--data\n${data}` }).status).toBe(0);
    }
  });

  test('ends with 2 for wrong settings, without a report of findings', () => {
    const { status, stderr, output } = runAction({ args: '--unknown' });
    expect([status, stderr, output['exit-code']]).toEqual([
      2,
      expect.stringContaining('Unknown option --unknown'),
      '2',
    ]);
    expect(runAction({ command: 'deploy' })).toMatchObject({
      status: 2,
      stderr: 'samlab: the input command must be check, start or stop.\n',
    });
    expect(runAction({ reports: 'a,b' }).stderr).toContain('no comma and no colon');
  });

  test('an input is never a command, whichever input it is', () => {
    const text = `$(touch pwned) \`touch pwned\` ; touch pwned; "; touch pwned; '`;
    for (const input of ['args', 'config', 'command']) {
      expect(runAction({ [input]: text }).status).toBe(2);
      expect(readdirSync(project)).not.toContain('pwned');
    }
    // Control: in the text of a command it would be one.
    shell('eval "true $TEXT"', { TEXT: '; touch pwned' });
    expect(readdirSync(project)).toContain('pwned');
  });

  test('has no expression in the text of a command, and takes each input', () => {
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{');
    const text = read('action.yml');
    for (const name of Object.keys(action.inputs)) expect(text).toContain(`inputs.${name}`);
    const written = new Set(
      [...`${read('pipelines/start.sh')}${read('pipelines/check.sh')}`.matchAll(/[\w-]+/g)].flat(),
    );
    for (const { value } of Object.values(action.outputs))
      expect(written).toContain(/outputs\.([\w-]+)/.exec(value)?.[1]);
  });
});

describe('templates/samlab-check.yml', () => {
  const [spec, jobs] = parseAllDocuments(read('templates/samlab-check.yml')).map((each) =>
    each.toJS(),
  ) as [
    { spec: { inputs: Record<string, { default: string }> } },
    Record<
      string,
      { script: string[]; variables: Record<string, { value: string; expand: boolean }> }
    >,
  ];
  const job = jobs['samlab-check'];

  test('has no input in the text of a command, and names those that it has', () => {
    expect(job?.script.filter((line) => line.includes('$[['))).toEqual([]);
    const used = [...read('templates/samlab-check.yml').matchAll(/\$\[\[ inputs\.(\w+) \]\]/g)];
    expect([...new Set(used.map(([, name]) => name))].sort()).toEqual(
      Object.keys(spec.spec.inputs).sort(),
    );
    expect(Object.values(job?.variables ?? {}).every(({ expand }) => expand === false)).toBe(true);
  });

  test('runs its commands, which write what it keeps', () => {
    writeFileSync(join(project, 'prepare.sh'), 'test -s idp.xml && touch prepared\n');
    const commands = job?.script.filter((line) => line !== 'npm ci') ?? [];
    expect(commands).toHaveLength(3);
    const { status } = shell(commands.join('\n'), {
      SAMLAB_CONFIG_FILE: '',
      SAMLAB_ARGS: '--case=sig-stripped',
      SAMLAB_REPORTS: 'out',
      SAMLAB_PREPARE: 'prepare.sh',
    });
    expect(status).toBe(0);
    expect(readdirSync(project)).toEqual(expect.arrayContaining(['idp.xml', 'prepared', 'out']));
    expect(readFileSync(join(project, 'out/check.xml'), 'utf8')).toContain('<testsuite');
  });
});

const shellcheck = spawnSync('shellcheck', ['--version']).status === 0;
test.skipIf(!shellcheck)('shellcheck finds nothing in the scripts', () => {
  const scripts = readdirSync(join(root, 'pipelines')).filter((name) => name.endsWith('.sh'));
  expect(scripts).toHaveLength(4);
  const paths = scripts.map((name) => `pipelines/${name}`);
  const { status, stdout } = spawnSync('shellcheck', ['-x', ...paths], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([0, '']);
});
