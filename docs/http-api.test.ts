/** The programs of docs/http-api.md, as separate processes against a running lab. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findProgram } from '../browser/find-program.ts';
import { type Lab, startLab } from '../lab/library.ts';

const page = readFileSync(new URL('http-api.md', import.meta.url), 'utf8');
const run = promisify(execFile);

let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 } });
  folder = mkdtempSync(join(tmpdir(), 'samlab-http-api-'));
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

/** The only program of the page in a language, at the addresses of this lab. */
function program(language: string): string {
  const found = [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))];
  expect(found).toHaveLength(1);
  const [, text = ''] = found[0] ?? [];
  // At once: the port that the lab got may begin with one that is replaced, such as 42005.
  return text.replace(/http:\/\/localhost:(4000|4200)\b/g, (_, port) =>
    port === '4000' ? lab.start.lab : lab.start.sp,
  );
}

/** What the program prints. */
async function printed(command: string, ...parameters: string[]): Promise<string> {
  return (await run(command, parameters, { cwd: folder, timeout: 60_000 })).stdout.trim();
}

test.skipIf(!findProgram('curl'))('curl', async () => {
  const answer = await printed('sh', '-euc', program('sh'));
  expect(JSON.parse(answer)).toMatchObject({ email: 'B.Simon@contoso.com' });
});

test.skipIf(!findProgram('python3'))("Python's standard library", async () => {
  expect((await printed('python3', '-c', program('python'))).split('\n')).toEqual([
    'AADSTS50105',
    'https://reports.example/saml/acs True',
  ]);
});

test('Node', async () => {
  const parameters = ['--input-type=module', '-e', program('js')];
  expect(await printed(process.execPath, ...parameters)).toBe('failure audience');
});
