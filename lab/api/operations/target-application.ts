import type { ApplicationDetails } from '../../../idp/index.ts';
import { type Call, tenantOf } from '../operation.ts';

export type InTenant = Pick<Call, 'lab' | 'params'>;

/** The application that the path names. @throws {LabError} `unknown_application` */
export async function applicationOf(call: InTenant): Promise<ApplicationDetails> {
  const tenant = await tenantOf(call);
  const { servicePrincipalId: id } = await tenant.findApplication(call.params.applicationId ?? '');
  const found = await call.lab.directory.findApplication(tenant.id, { id });
  if (!found) throw new TypeError(`The application ${id} went away.`);
  return found;
}

/** The path of one application. */
export const applicationPath = '/tenants/{tenantId}/applications/{applicationId}';

/** What every operation on one application has. */
export const onApplication = {
  tag: 'Applications',
  refusals: ['unknown_tenant', 'unknown_application'],
  places: {
    unknown_tenant: { parameter: 'tenantId' },
    unknown_application: { parameter: 'applicationId' },
  },
} as const;
