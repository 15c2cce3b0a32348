import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { scimWire } from '../../idp/index.ts';
import { CheckFault } from '../errors.ts';
import { enterprise, workMail } from './stage.ts';

/** What a mapping writes unless --mapping names another: what the tutorial of Peakon and most applications map. */
export const defaultTargets: readonly string[] = [
  'userName',
  'active',
  'externalId',
  'displayName',
  'title',
  workMail,
  'name.givenName',
  'name.familyName',
  enterprise('employeeNumber'),
  enterprise('department'),
  scimWire.managerAttribute,
];

/** As Graph returns it at /synchronization/jobs/{id}/schema, and the admin center downloads it: synchronizationSchema. */
const SynchronizationSchema = Type.Object({
  synchronizationRules: Type.Array(
    Type.Object({
      objectMappings: Type.Array(
        Type.Object({
          targetObjectName: Type.String(),
          attributeMappings: Type.Array(Type.Object({ targetAttributeName: Type.String() })),
        }),
      ),
    }),
  ),
});

/** Reads the target attributes of users out of an exported schema. @throws {CheckFault} `bad_settings` */
export function targetsOfMapping(text: string, file: string): string[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new CheckFault('bad_settings', `${file} is no JSON. Export the schema of a job.`);
  }
  if (!Value.Check(SynchronizationSchema, content))
    throw new CheckFault(
      'bad_settings',
      `${file} is no synchronizationSchema. Export it in Attribute mappings > Review your schema, or with Graph: GET .../synchronization/jobs/{id}/schema.`,
    );
  const targets = content.synchronizationRules
    .flatMap(({ objectMappings }) => objectMappings)
    .filter(({ targetObjectName }) => /user/i.test(targetObjectName))
    .flatMap(({ attributeMappings }) => attributeMappings)
    .map(({ targetAttributeName }) => targetAttributeName);
  if (targets.length > 0) return [...new Set(targets)];
  throw new CheckFault('bad_settings', `${file} maps no attribute of users.`);
}
