import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Library } from './libraries.ts';

interface Language {
  /** What runs a program, before the file. */
  readonly command: readonly [string, ...string[]];
  /** Of a fenced code block. */
  readonly fence: string;
  /** Finds the function `settings`: the whole, or what the first group holds. */
  readonly settings: RegExp;
}

/** By extension. Debian's interpreters have Debian's libraries; another one earlier in the path does not. */
const languages: Readonly<Record<string, Language>> = {
  '.js': {
    command: [process.execPath, '--no-deprecation'],
    fence: 'js',
    settings: /^export const settings = ([\s\S]*?^(?:\}\)|`));$/m,
  },
  '.py': {
    command: ['/usr/bin/python3'],
    fence: 'python',
    settings: /^def settings\([\s\S]*?(?=\n\n\n)/m,
  },
  '.rb': {
    command: ['/usr/bin/ruby'],
    fence: 'ruby',
    settings: /^def settings\([\s\S]*?^end$/m,
  },
};

/** The command that starts the service provider of a library. */
export function commandOf({ program }: Pick<Library, 'program'>): [string, ...string[]] {
  return [...languageOf(program).command, fileOf(program)];
}

/** The function `settings` of a service provider, and the language of a code block for it. */
export interface Source {
  readonly text: string;
  readonly fence: string;
}

/**
 * The function `settings` of a service provider, taken from its source, so that the report matches what ran.
 *
 * @throws {TypeError} when the source has no such function.
 */
export function settingsOf({ program }: Pick<Library, 'program'>): Source {
  const { settings, fence } = languageOf(program);
  const found = settings.exec(readFileSync(fileOf(program), 'utf8'));
  if (!found) throw new TypeError(`providers/${program} has no function settings.`);
  return { text: found[1] ?? found[0], fence };
}

const fileOf = (program: string) => fileURLToPath(new URL(`providers/${program}`, import.meta.url));

function languageOf(program: string): Language {
  const found = languages[extname(program)];
  if (!found) throw new TypeError(`providers/${program} is in no language that the matrix starts.`);
  return found;
}
