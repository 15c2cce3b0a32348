import type { Fault } from '../../../input/invalid-input.ts';
import type { PlainSource, ValueSource } from '../../response/value-source.ts';
import type { Database } from '../tables.ts';
import { extensionPropertiesIn, unknownExtension } from './extension-properties.ts';

/** Directory extensions that sources use, each once. */
function extensionsIn(sources: readonly ValueSource[]): string[] {
  const plain = sources.flatMap((source): readonly (PlainSource | undefined)[] =>
    source.kind === 'transformation'
      ? source.transformations.flatMap(
          ({ input, parameter2, output, otherwise, parameters = [] }) => [
            input,
            parameter2,
            output,
            otherwise,
            ...parameters,
          ],
        )
      : [source],
  );
  const names = plain.flatMap((source) =>
    source?.kind === 'directoryExtension' ? source.extension : [],
  );
  return [...new Set(names)];
}

/** A fault for each directory extension that no application of the tenant has. @param property of the first source */
export async function unknownExtensionFaults(
  db: Database,
  tenantId: string,
  property: string,
  sources: readonly ValueSource[],
): Promise<Fault[]> {
  const used = extensionsIn(sources);
  if (used.length === 0) return [];
  const known = new Set((await extensionPropertiesIn(db, tenantId)).map(({ name }) => name));
  return used.filter((name) => !known.has(name)).map((name) => unknownExtension(property, name));
}
