import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { expect, test } from 'vitest';
import { commandOf, settingsOf } from './languages.ts';
import { libraries } from './libraries.ts';

test('every library has a program that its language can start', () => {
  for (const library of libraries) {
    const [command, ...options] = commandOf(library);
    expect(isAbsolute(command)).toBe(true);
    expect(existsSync(options.at(-1) ?? '')).toBe(true);
  }
});

test("starts Node.js programs with this Node.js, and the others with Debian's interpreter", () => {
  expect(commandOf({ program: 'a.js' })[0]).toBe(process.execPath);
  expect(commandOf({ program: 'a.py' })[0]).toBe('/usr/bin/python3');
  expect(commandOf({ program: 'a.rb' })[0]).toBe('/usr/bin/ruby');
  expect(() => commandOf({ program: 'a.pl' })).toThrow('a.pl');
});

test('settings come from the source of each service provider', () => {
  const beginning = {
    js: /^\(\{ .* \}\) => (\(\{|`)\n/,
    python: /^def settings\(/,
    ruby: /^def settings\(/,
  };
  for (const each of libraries) {
    const { text, fence } = settingsOf(each);
    expect(text).toMatch(beginning[fence as keyof typeof beginning]);
    expect(text).toMatch(/[})`]$|"""$|\nend$/);
  }
  expect(() => settingsOf({ program: 'site.js' })).toThrow('no function settings');
});
