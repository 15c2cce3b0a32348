import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, startLab } from '../library.ts';
import type { Codes } from './codes.ts';

let lab: Lab;
let now: number;
beforeEach(async () => {
  now = Date.parse('2026-03-01T08:00:10Z');
  const clock = () => new Date(now);
  lab = await startLab({ memory: true, ports: { lab: 0, idp: 0, sp: 0 }, clock });
});
afterEach(() => lab.close());

const read = async () => (await (await fetch(`${lab.start.lab}/api/codes`)).json()) as Codes;
const nameOf = ({ userPrincipalName }: { userPrincipalName: string }) => userPrincipalName;

test('every seeded user has the code that the directory computes, and the page shows it', async () => {
  const { codes, secondsLeft } = await read();
  expect(codes.map(nameOf).sort()).toEqual(lab.start.users.map(nameOf).sort());
  expect(secondsLeft).toBe(20);
  const page = await (await fetch(lab.start.lab)).text();
  for (const { code, userPrincipalName } of codes) {
    expect(code).toMatch(/^\d{6}$/);
    expect(page).toContain(`<code>${code}</code>`);
    const user = await lab.directory.findUser(lab.start.tenantId, userPrincipalName);
    expect((await lab.directory.secondFactor(user?.id ?? '')).code).toBe(code);
  }
});

test('codes and version change with the time step and with the users', async () => {
  const first = await read();
  now += 19_000;
  expect(await read()).toEqual({ ...first, secondsLeft: 1 });
  now += 1000;
  const second = await read();
  expect(second.version).not.toBe(first.version);
  expect(second.codes.map(({ code }) => code)).not.toEqual(first.codes.map(({ code }) => code));

  const { tenantId } = lab.start;
  const { id } = await lab.directory.createUser({
    tenantId,
    userPrincipalName: 'z.visitor@contoso.com',
    displayName: 'Z. Visitor',
    password: 'Correct-Horse-1',
  });
  await lab.directory.secondFactor(id);
  expect((await read()).codes.map(nameOf)).toContain('z.visitor@contoso.com');
  await lab.directory.deleteUser(id);
  expect(await read()).toEqual(second);
});

test('codes are refused to a foreign host, since they sign users in', async () => {
  const { port } = new URL(lab.start.lab);
  const status = (host: string) =>
    new Promise((resolve) =>
      request({ port, host: '127.0.0.1', path: '/api/codes', headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end(),
    );
  expect(await status(`evil.example:${port}`)).toBe(421);
  expect(await status(`localhost:${port}`)).toBe(200);
});
