import { requireTypes } from '../../../input/argument-types.ts';
import { InvalidInput, refuseFaults } from '../../../input/invalid-input.ts';
import { withObjectMappings } from '../../provisioning/schema/object-mappings.ts';
import { readSchema } from '../../provisioning/schema/read-schema.ts';
import { mappingOf, type SynchronizationSchema } from '../../provisioning/schema/schema.ts';
import { schemaFaults } from '../../provisioning/schema/validate.ts';
import { templates } from '../../provisioning/templates/index.ts';
import { inTransaction } from '../in-transaction.ts';
import { requireTag, tagOf } from '../stale-version.ts';
import type { Database, SynchronizationJobRow } from '../tables.ts';
import { requireJobRow } from './jobs.ts';
import { forgetMembers } from './links.ts';

/** Tag of a schema for the form that edits it; see `../stale-version.ts`. */
export const schemaTag = (schema: SynchronizationSchema): string => tagOf(schema);

/** The schema of a stored job: its own, or that of its template. */
export function schemaIn(row: SynchronizationJobRow): SynchronizationSchema {
  if (row.schema !== null) return JSON.parse(row.schema) as SynchronizationSchema;
  const template = templates.find(({ id }) => id === row.templateId);
  if (!template) throw new Error(`The job ${row.id} has an unknown template.`);
  return template.schema;
}

/** @throws {NotFound} when the application has no such job */
export const schemaOf = async (
  db: Database,
  servicePrincipalId: string,
  jobId: string,
): Promise<SynchronizationSchema> => schemaIn(await requireJobRow(db, servicePrincipalId, jobId));

/**
 * Saves mappings and filters. Everything is then read again, in an initial cycle (entra-admin.md 4.3).
 *
 * @param given Graph's synchronizationSchema
 * @param tag of the schema that a form was made from; absent: whatever is stored is changed
 * @throws {InvalidInput} with the path of every fault: the shape (`readSchema`), or a rule (`schemaFaults`); nothing is saved then
 * @throws {NotFound} when the application has no such job
 * @throws {StaleVersion} when the stored schema no longer has the tag
 */
export async function saveSchema(
  db: Database,
  servicePrincipalId: string,
  jobId: string,
  given: unknown,
  tag?: string,
): Promise<void> {
  requireTypes({ tag }, { tag: 'string?' });
  const schema = readSchema(given);
  refuseFaults(schemaFaults(schema));
  await writeSchema(db, servicePrincipalId, jobId, JSON.stringify(schema), tag);
}

/**
 * Changes mappings and filters as people write them. When nothing changes, nothing is read again.
 *
 * @param given a list of `ObjectMappingInShort`
 * @throws {InvalidInput} with every fault, under names such as `objectMappings.0.attributeMappings.3.source`; nothing is saved then
 * @throws {NotFound} when the application has no such job
 */
export async function saveObjectMappings(
  db: Database,
  servicePrincipalId: string,
  jobId: string,
  given: unknown,
): Promise<void> {
  const before = await schemaOf(db, servicePrincipalId, jobId);
  const merged = withObjectMappings(before, given);
  try {
    const schema = readSchema(merged.schema);
    refuseFaults(schemaFaults(schema));
    const text = JSON.stringify(schema);
    if (text !== JSON.stringify(before)) await writeSchema(db, servicePrincipalId, jobId, text);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(
      error.faults.map(({ property, code, message }) => ({
        property: merged.inShort(property),
        code,
        message: merged.inShort(message),
      })),
    );
  }
}

/** "Restore default mappings". @throws {NotFound} when the application has no such job */
export const resetSchema = (
  db: Database,
  servicePrincipalId: string,
  jobId: string,
): Promise<void> => writeSchema(db, servicePrincipalId, jobId, null);

/** The attributes of groups that take their members. */
const memberAttributes = (schema: SynchronizationSchema): string[] =>
  (mappingOf(schema, 'Group')?.mapping.attributeMappings ?? [])
    .filter(({ source }) => source.type === 'Attribute' && source.name === 'members')
    .map(({ targetAttributeName }) => targetAttributeName);

async function writeSchema(
  db: Database,
  servicePrincipalId: string,
  jobId: string,
  schema: string | null,
  tag?: string,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await requireJobRow(tx, servicePrincipalId, jobId);
    const before = schemaIn(row);
    requireTag(before, tag);
    const known = memberAttributes(before);
    const after = memberAttributes(schemaIn({ ...row, schema }));
    if (after.some((name) => !known.includes(name))) await forgetMembers(tx, jobId);
    await tx
      .updateTable('synchronizationJob')
      .set({
        schema,
        schemaVersion: row.schemaVersion + 1,
        watermark: null,
        cycle: null,
        version: row.version + 1,
      })
      .where('id', '=', jobId)
      .execute();
  });
}
