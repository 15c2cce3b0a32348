import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

export const reportKinds = ['junit', 'html', 'json', 'sarif', 'ctrf', 'markdown'] as const;

export type ReportKind = (typeof reportKinds)[number];

export interface ReportFile {
  readonly kind: ReportKind;
  readonly file: string;
}

/** Reads `kind:file` of `--report`. Adds a sentence to `faults` for each kind that does not exist and each file that cannot be written. */
export function readReportFiles(given: readonly string[], faults: string[]): ReportFile[] {
  return given.flatMap((text) => {
    const colon = text.indexOf(':');
    const kind = text.slice(0, colon);
    const file = text.slice(colon + 1);
    if (colon < 0 || !isKind(kind) || file === '') {
      faults.push(
        `--report must be kind:file, where kind is ${reportKinds.slice(0, -1).join(', ')} or ${reportKinds.at(-1)}, not "${text}".`,
      );
      return [];
    }
    const fault = unwritable(file);
    if (fault) faults.push(`The report ${file} cannot be written: ${fault}`);
    return [{ kind, file }];
  });
}

/** Folders that are missing are created later. Checked before the run, which may take minutes. */
function unwritable(file: string): string | undefined {
  try {
    if (existsSync(file)) {
      if (statSync(file).isDirectory()) return 'it is a folder. Name a file.';
      accessSync(file, constants.W_OK);
      return undefined;
    }
    const folder = nearestFolder(dirname(resolve(file)));
    if (!statSync(folder).isDirectory()) return `${folder} is not a folder. Name another file.`;
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `permission denied (${code}). Name another file.`;
  }
}

/** The folder itself, or the first one above it that exists. */
const nearestFolder = (folder: string): string =>
  existsSync(folder) ? folder : nearestFolder(dirname(folder));

const isKind = (kind: string): kind is ReportKind => reportKinds.some((each) => each === kind);
