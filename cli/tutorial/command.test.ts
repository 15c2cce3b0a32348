import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import { type Lab, startLab } from '../../lab/index.ts';
import { run } from '../run.ts';

let lab: Lab | undefined;
let server: Server | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
  server?.close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Runs `samlab tutorial` in this process. */
async function tutorial(...args: string[]) {
  vi.stubEnv('NO_COLOR', '1');
  const written = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation((text) => {
    written.err += `${text}\n`;
  });
  const code = await run(['tutorial', ...args]);
  vi.restoreAllMocks();
  return { code, ...written };
}

const ports = { lab: 0, idp: 0, sp: 0 };

test('lists every step of an empty lab as not done, with exit code 1', async () => {
  lab = await startLab({ memory: true, empty: true, ports });
  const { code, out, err } = await tutorial('--lab', lab.start.lab);
  expect([code, err]).toEqual([1, '']);
  expect(out).toContain('  -   1  add-application     Add Peakon from the gallery\n');
  expect(out).toContain('  0 of 12 done\n');
  expect(out).not.toContain('✓');
});

test('exits with 0 once every step is done; --json prints one line', async () => {
  lab = await startLab({ memory: true, ports });
  const set = await tutorial('--lab', lab.start.lab, '--json');
  expect(set.code).toBe(1);
  expect(set.out).toMatch(/^\{"steps":\[.*\]\}\n$/);
  const { steps } = JSON.parse(set.out) as { steps: { id: string; done: boolean }[] };
  expect(steps.filter(({ done }) => !done).map(({ id }) => id)).toEqual([
    'test-sp-initiated',
    'test-idp-initiated',
  ]);
  expect(steps[0]).toEqual({ id: 'add-application', title: expect.any(String), done: true });

  const all = JSON.stringify({ steps: steps.map((step) => ({ ...step, done: true })) });
  const done = await serve((_request, response) => response.end(all));
  expect(await tutorial('--lab', done, '--json')).toEqual({ code: 0, out: `${all}\n`, err: '' });
  expect(await tutorial('--lab', done)).toMatchObject({
    code: 0,
    out: expect.stringContaining('12 of 12 done'),
  });
});

test('says why a step is not done although it was tried', async () => {
  lab = await startLab({ memory: true, ports });
  const { administration, start } = lab;
  const saved = await administration.findSingleSignOn('contoso');
  if (!saved) throw new Error('Peakon has no single sign-on.');
  const ssoLoginUrl = 'http://localhost/other/saml2';
  await administration.enableSingleSignOn('contoso', { ...saved.input, ssoLoginUrl });
  const why = `Peakon has ${ssoLoginUrl} as SSO Login URL; this lab needs ${saved.input.ssoLoginUrl}.`;
  const { out } = await tutorial('--lab', start.lab);
  const lines = out.split('\n');
  const step = lines.findIndex((line) => line.includes('hand-over'));
  expect(lines[step + 1]).toBe(`${' '.repeat(29)}${why}`);
  const { steps } = JSON.parse((await tutorial('--lab', start.lab, '--json')).out) as {
    steps: { id: string; why?: string }[];
  };
  expect(steps.filter((step) => step.why === why).map(({ id }) => id)).toEqual([
    'hand-over',
    'enable-peakon',
  ]);
});

test('exits with 2 and one sentence when no lab answers', async () => {
  lab = await startLab({ memory: true, ports });
  const { lab: url, sp } = lab.start;
  expect(await tutorial('--lab', sp)).toEqual({
    code: 2,
    out: '',
    err: `samlab: ${sp} is not a lab home. Its URL is the first that "samlab start" prints.\n`,
  });
  await lab.close();
  lab = undefined;
  const gone = await tutorial('--lab', url, '--json');
  expect(gone).toMatchObject({ code: 2, out: '' });
  expect(gone.err).toMatch(/^samlab: No lab answers at http[^\n]+\n$/);
});

test.each(['{}', '{"steps":[]}', '{"steps":[{"id":"x","title":"y"}]}', 'no JSON'])(
  'exits with 2 on a response that is not a lab’s: %s',
  async (body) => {
    const url = await serve((_request, response) => response.end(body));
    expect(await tutorial('--lab', url)).toMatchObject({ code: 2, out: '' });
  },
);

test('reports all wrong arguments at once', async () => {
  const refused = await tutorial('--lab', 'localhost:4000', '--jsn');
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('Unknown option --jsn');
  expect(refused.err).toContain('not "localhost:4000"');
});

test('removes terminal control characters from a response', async () => {
  const steps = [{ id: 'x', title: '\u001b[2Jhello', done: false }];
  const url = await serve((_request, response) => response.end(JSON.stringify({ steps })));
  const { out } = await tutorial('--lab', url);
  expect(out).toContain('[2Jhello');
  expect(out).not.toContain('\u001b');
});

/** Starts a server that is not a lab, on a free port; returns its URL. */
async function serve(answer: RequestListener): Promise<string> {
  const created = createServer(answer);
  server = created;
  await new Promise<void>((listening) => created.listen(0, '127.0.0.1', listening));
  const address = created.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}
