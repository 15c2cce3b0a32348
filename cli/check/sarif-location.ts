import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { SarifLocation } from '../../check/index.ts';
import { lineHash } from '../../check/index.ts';
import { decodeText } from '../../text-files/decode-text.ts';
import { defaultFile } from './settings-file.ts';

/** The settings that name the service provider, in the order in which one is chosen. */
const naming = ['sp-metadata', 'login-url', 'whoami'];

/**
 * The line that SARIF's findings point to: the setting in the settings file that names the service provider, else its first line. Code
 * scanning matches alerts by path, so without a settings file in the repository it is always `samlab-check.yaml` in its root.
 */
export function sarifLocation(settingsFile: string | undefined): SarifLocation {
  const path = settingsFile === undefined ? undefined : pathInRepository(settingsFile);
  if (settingsFile === undefined || path === undefined) return lineOf(defaultFile, '', 1);
  const text = decodeText(readFileSync(settingsFile));
  return lineOf(path.split(sep).map(encodeURIComponent).join('/'), text, lineOfSetting(text));
}

/** Relative to the folder with `.git`, else to the current folder; undefined for a file outside. Code scanning does not follow links. */
function pathInRepository(file: string): string | undefined {
  const real = realpathSync(resolve(file));
  const path = relative(rootOf(dirname(real)) ?? realpathSync('.'), real);
  return path.startsWith('..') || resolve(path) === path ? undefined : path;
}

function rootOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : rootOf(parent);
}

function lineOfSetting(text: string): number {
  const lineCounter = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter });
  const keys = isMap(contents)
    ? contents.items.map(({ key }) => key).filter((key) => isScalar(key))
    : [];
  const [key] = naming.flatMap((name) => keys.filter(({ value }) => value === name));
  return key?.range ? lineCounter.linePos(key.range[0]).line : 1;
}

function lineOf(uri: string, text: string, line: number): SarifLocation {
  const content = text.split(/\r\n|\r|\n/)[line - 1] ?? '';
  const start = content.length - content.trimStart().length;
  return {
    uri,
    region: {
      startLine: line,
      startColumn: start + 1,
      endLine: line,
      // An empty region is not shown.
      endColumn: Math.max(content.trimEnd().length, start + 1) + 1,
    },
    lineHash: lineHash(text, line),
  };
}
