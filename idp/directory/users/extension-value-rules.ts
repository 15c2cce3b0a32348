import type { Fault } from '../../../input/invalid-input.ts';
import { extensionPropertiesIn, unknownExtension } from '../applications/extension-properties.ts';
import type { Database } from '../tables.ts';
import type { DirectoryExtensions } from './profile-properties.ts';

/** A fault for each value of a directory extension that the tenant does not have, and for each list where there is one value only. */
export async function extensionFaults(
  db: Database,
  tenantId: string,
  extensions: DirectoryExtensions = {},
): Promise<Fault[]> {
  const given = Object.entries(extensions).filter(([, value]) => value !== '');
  if (given.length === 0) return [];
  const known = new Map((await extensionPropertiesIn(db, tenantId)).map((one) => [one.name, one]));
  return given.flatMap(([name, value]) => {
    const property = `directoryExtensions.${name}`;
    const extension = known.get(name);
    if (!extension) return unknownExtension(property, name);
    if (typeof value === 'string' || extension.isMultiValued || value.length === 0) return [];
    return { property, code: 'not_multi_valued', message: `${name} has one value, not a list.` };
  });
}
