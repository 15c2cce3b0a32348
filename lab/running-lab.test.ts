import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LabData, openDataFolder } from './data-folder.ts';
import { thisProcess } from './process-file.ts';
import { folderState } from './running-lab.ts';

let parent: string;
let folder: string;
let data: LabData | undefined;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'samlab-running-'));
  folder = join(parent, 'lab');
});
afterEach(() => {
  data?.close();
  data = undefined;
  rmSync(parent, { recursive: true });
});
const open = () => {
  data = openDataFolder(folder, { fresh: false });
  return data;
};

test('a folder that does not exist has no lab, and is not created', async () => {
  expect(await folderState(folder)).toEqual({ is: 'none' });
  expect(existsSync(folder)).toBe(false);
});

test('a lab is found as long as it holds the folder', async () => {
  const command = { version: '1.2.3', logFile: null };
  const announced = { ...thisProcess(command), urls: { lab: 'l', idp: 'i', sp: 's' } };
  open().announce(announced);
  expect(await folderState(folder)).toEqual({ is: 'running', by: announced });
  data?.close();
  data = undefined;
  expect(await folderState(folder)).toEqual({ is: 'stopped' });
  expect(existsSync(join(folder, 'process.json'))).toBe(false);
});

test('what a killed lab left counts for nothing, even when its process id is in use again', async () => {
  open().announce(thisProcess());
  const left = readFileSync(join(folder, 'process.json'));
  data?.close();
  writeFileSync(join(folder, 'process.json'), left);
  expect(await folderState(folder)).toEqual({ is: 'stopped' });
  open(); // as samlab check does: it is no lab
  expect(await folderState(folder)).toEqual({ is: 'used' });
});

test('a second attempt in the same process leaves the lock to the first', () => {
  open();
  expect(() => openDataFolder(folder, { fresh: false })).toThrow('Another samlab is using');
  const program = `
    const { DatabaseSync } = require('node:sqlite');
    const lock = new DatabaseSync(process.argv[1], { timeout: 0 });
    try { lock.exec('BEGIN EXCLUSIVE'); console.log('locked'); } catch (e) { console.log(e.message); }`;
  const fromOutside = () =>
    execFileSync(process.execPath, ['-e', program, join(folder, 'lock')])
      .toString()
      .trim();
  expect(fromOutside()).toBe('database is locked');
  data?.close();
  data = undefined;
  expect(fromOutside()).toBe('locked');
});
