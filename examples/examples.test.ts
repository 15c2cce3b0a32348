/** The examples are run as a user would run them, with the packages of this repository. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { startLab } from '../lab/library.ts';
import { freePort } from '../web/testing/free-port.ts';
import { copyExample, dependenciesOf, type ExampleCopy, root } from './testing/copy-example.ts';

const names = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => readdirSync(join(root, 'examples', name)).includes('package.json'));

let example: ExampleCopy | undefined;
let server: ChildProcess | undefined;
afterEach(() => {
  server?.kill();
  server = undefined;
  example?.remove();
});

const withoutRange = (version: string) => version.replace(/^[\^~]/, '');

test.each(names)('%s names the versions that are tested here, and explains itself', (name) => {
  const ours = dependenciesOf(root);
  for (const [each, version] of Object.entries(dependenciesOf(join(root, 'examples', name)))) {
    if (each === 'samlab') expect(version).toBe('file:../..');
    else expect([each, withoutRange(version)]).toEqual([each, withoutRange(ours[each] ?? '')]);
  }
  const readme = readFileSync(join(root, 'examples', name, 'README.md'), 'utf8');
  expect(readme).toContain('npm install\nnpm test\n');
});

describe('express-passport', () => {
  test('its tests sign in with Playwright', async () => {
    example = copyExample('express-passport');
    // A user has Playwright's own Chromium; here it is wherever it was found.
    const browser = JSON.stringify(join(root, 'browser/launch-options.ts'));
    writeFileSync(
      join(example.folder, 'here.config.js'),
      `import config from './playwright.config.js';
       import { launchOptions } from ${browser};
       export default { ...config, use: { ...config.use, launchOptions: launchOptions() } };`,
    );
    const { code, output } = await example.run(
      'playwright/cli.js',
      ['test', '--config', 'here.config.js', '--reporter', 'line'],
      { PORT: String(await freePort()) },
    );
    expect(output).toContain('3 passed');
    expect(code).toBe(0);
  });

  test('samlab check passes with its known failures, and fails without them', async () => {
    example = copyExample('express-passport');
    const { folder, run } = example;
    const port = String(await freePort());
    const settings = join(folder, 'samlab-check.yaml');
    writeFileSync(settings, readFileSync(settings, 'utf8').replaceAll(':3000', `:${port}`));
    const samlab = (...args: string[]) => run('samlab/bin/samlab.js', ['check', ...args]);
    const idp = await samlab('--print-idp-metadata');
    writeFileSync(join(folder, 'idp.xml'), idp.output);
    await started(folder, { PORT: port, IDP_METADATA: 'idp.xml' });
    const cases = ['--case', 'ok-assertion-signed,sig-stripped,xsw3,proto-destination-wrong'];
    const known = await samlab(...cases);
    expect([known.code, known.output]).toEqual([
      0,
      expect.stringContaining(
        'passed: 1 known failure of the baseline, and no findings in 3 other cases that were played.',
      ),
    ]);
    writeFileSync(join(folder, 'known-failures.yaml'), '');
    expect((await samlab(...cases)).code).toBe(1);
  });

  /** Starts the application, and waits until it says where it is. */
  async function started(cwd: string, env: Record<string, string>): Promise<void> {
    const { PATH = '' } = process.env;
    server = spawn(process.execPath, ['server.js'], { cwd, env: { PATH, ...env } });
    await new Promise<void>((resolve, reject) => {
      server?.stdout?.once('data', () => resolve());
      server?.stderr?.once('data', (text) => reject(new Error(String(text))));
    });
  }
});

describe('fastify-samlify', () => {
  test('its tests sign in with vitest, without a browser', async () => {
    example = copyExample('fastify-samlify');
    const { code, output } = await example.run('vitest/vitest.mjs', ['run']);
    expect(output).toMatch(/Tests +7 passed \(7\)/);
    expect(code).toBe(0);
  });
});

/** Debian's python3-onelogin-saml2 and python3-flask, or those of pip. */
const hasPythonSaml = spawnSync('python3', ['-c', 'import flask, onelogin.saml2']).status === 0;

describe('python-saml', () => {
  const folder = join(root, 'examples/python-saml');

  test('names the packages that it imports, and explains itself', () => {
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    expect(read('requirements.txt')).toBe('flask>=2.2\npython3-saml>=1.12\n');
    expect(read('README.md')).toContain('pip install -r requirements.txt\n');
  });

  test.skipIf(!hasPythonSaml)('its tests sign in over the HTTP API', async () => {
    const lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
    try {
      const env = { ...process.env, SAMLAB_LAB: lab.start.lab, PYTHONDONTWRITEBYTECODE: '1' };
      // unittest reports to standard error.
      const { stderr } = await promisify(execFile)('python3', ['-m', 'unittest'], {
        cwd: folder,
        env,
        timeout: 60_000,
      });
      expect(stderr).toMatch(/Ran 3 tests[\s\S]*OK/);
    } finally {
      await lab.close();
    }
  });
});
