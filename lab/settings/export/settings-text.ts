import { Document } from 'yaml';
import type { ExportedSettings } from './export-settings.ts';

/** Exported settings as a YAML file, with what is left out as comments on top. */
export function settingsText({ settings, leftOut }: ExportedSettings): string {
  const document = new Document(settings);
  document.commentBefore = [
    ' yaml-language-server: $schema=node_modules/samlab/docs/settings.schema.json',
    ' The settings of a lab. Passwords and keys of certificates are not in this file: a lab that is made from it has new ones.',
    ...leftOut.map((sentence) => ` ${sentence}`),
  ].join('\n');
  return document.toString({ lineWidth: 0, aliasDuplicateObjects: false } as object);
}
