import { required } from '../../input/not-found.ts';
import type { IdpContext } from '../context.ts';
import { schemaOf } from '../directory/provisioning/schemas.ts';
import type { OnDemandResult } from './on-demand/provision-on-demand.ts';
import { mappingOf, type ObjectType } from './schema/schema.ts';

/** One user or group. */
export interface Subject {
  readonly objectId: string;
  readonly objectTypeName: ObjectType;
}

/**
 * "Provision on demand" by the rule that maps this kind of object.
 *
 * @throws {NotFound} when the application has no such job, or its schema no such mapping
 * @throws {TooManyRequests} after five objects in ten seconds
 */
export async function provisionSubject(
  { db, provisioning }: Pick<IdpContext, 'db' | 'provisioning'>,
  servicePrincipalId: string,
  jobId: string,
  subject: Subject,
): Promise<OnDemandResult> {
  const schema = await schemaOf(db, servicePrincipalId, jobId);
  const { rule } = required(
    mappingOf(schema, subject.objectTypeName),
    'object mapping',
    subject.objectTypeName,
  );
  return provisioning.provisionOnDemand(servicePrincipalId, jobId, {
    parameters: [{ ruleId: rule.id, subjects: [subject] }],
  });
}
