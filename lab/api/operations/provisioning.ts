import { type Static, Type } from 'typebox';
import type {
  OnDemandResult,
  ProvisioningObjectSummary,
  ProvisioningState,
  ScimExchange,
} from '../../../idp/index.ts';
import type { NewLabProvisioning } from '../../tenants/provisioning.ts';
import { type Call, operation, tenantOf, tenantPlace } from '../operation.ts';
import { ApiProblem } from '../problem.ts';
import {
  ConfigureProvisioning,
  ProvisionedOnDemand,
  Provisioning,
  ProvisioningCycle,
  ProvisioningLog,
} from '../provisioning-schemas.ts';
import { one, strict, text } from '../schemas.ts';
import { applicationPath, onApplication } from './target-application.ts';

const onProvisioning = { ...onApplication, tag: 'Provisioning' } as const;
const path = `${applicationPath}/provisioning`;
const optional = Type.Optional;

export const getProvisioning = operation({
  ...onProvisioning,
  id: 'getProvisioning',
  method: 'GET',
  path,
  summary: 'Read the provisioning of an application',
  answer: { status: 200, description: 'The job with its status, and the settings.' },
  result: Provisioning,
  refusals: [...onApplication.refusals, 'no_provisioning'],
  async run(call) {
    const tenant = await tenantOf(call);
    const saved = await tenant.findProvisioning(call.params.applicationId ?? '');
    if (!saved) throw notConfigured();
    return { result: shown(saved) };
  },
});

const notConfigured = () =>
  new ApiProblem('no_provisioning', 'PUT a configuration to this address first.');

export const configureProvisioning = operation({
  ...onProvisioning,
  id: 'configureProvisioning',
  method: 'PUT',
  path,
  summary: 'Configure the provisioning of an application by SCIM',
  description:
    'Makes the job if there is none, and changes what is given; the rest stays. Any SCIM server can be the target.',
  body: ConfigureProvisioning,
  example: { company: 'contoso', started: true },
  answer: { status: 200, description: 'The provisioning, as it is now.' },
  result: Provisioning,
  async run(call) {
    const tenant = await tenantOf(call);
    const body: NewLabProvisioning = call.body;
    return {
      result: shown(await tenant.configureProvisioning(call.params.applicationId ?? '', body)),
    };
  },
});

export const deleteProvisioning = operation({
  ...onProvisioning,
  id: 'deleteProvisioning',
  method: 'DELETE',
  path,
  summary: 'Delete the provisioning configuration of an application',
  description: 'Accounts in the application stay as they are, and so do the logs.',
  answer: { status: 204, description: 'Nothing is provisioned any more.' },
  async run(call) {
    const tenant = await tenantOf(call);
    const { servicePrincipalId } = await tenant.findApplication(call.params.applicationId ?? '');
    await call.lab.directory.deleteProvisioning(servicePrincipalId);
    return { result: undefined };
  },
});

export const runProvisioningCycle = operation({
  ...onProvisioning,
  id: 'runProvisioningCycle',
  method: 'POST',
  path: `${path}/cycles`,
  summary: 'Run a provisioning cycle now, and wait for its end',
  description: 'A job that was not started is started.',
  answer: { status: 200, description: 'What the cycle did.' },
  result: ProvisioningCycle,
  refusals: [...onApplication.refusals, 'no_provisioning'],
  async run(call) {
    const tenant = await tenantOf(call);
    const { cycleId, kind, execution } = await tenant.runProvisioningCycle(
      call.params.applicationId ?? '',
    );
    return { result: { cycleId, kind, execution: executionOf(execution) } };
  },
});

export const provisionOnDemand = operation({
  ...onProvisioning,
  id: 'provisionOnDemand',
  method: 'POST',
  path: `${path}/on-demand`,
  summary: 'Provision one user or group now',
  description: 'At most five in ten seconds, as in Entra.',
  body: Type.Object(
    {
      user: optional(text('User principal name or id.')),
      group: optional(text('Display name or id of a group, in place of a user.')),
    },
    strict,
  ),
  example: { user: 'B.Simon@contoso.com' },
  answer: { status: 200, description: 'Every step, with what was sent.' },
  result: ProvisionedOnDemand,
  refusals: [
    ...onApplication.refusals,
    'unknown_user',
    'unknown_group',
    'no_provisioning',
    'too_many_requests',
  ],
  places: {
    ...onApplication.places,
    unknown_user: { pointer: '#/user' },
    unknown_group: { pointer: '#/group' },
  },
  rules: ({ body: { user, group } }) => [() => requireOne(user, group)],
  async run(call) {
    const tenant = await tenantOf(call);
    const { user, group } = call.body;
    requireOne(user, group);
    const principal = group === undefined ? (user ?? '') : await tenant.findGroup(group);
    const done = await tenant.provisionOnDemand(principal, call.params.applicationId ?? '');
    return { result: shownOnDemand(done) };
  },
});

function requireOne(user: string | undefined, group: string | undefined): void {
  if ((user === undefined) !== (group === undefined)) return;
  const detail = 'Name either a user or a group.';
  throw new ApiProblem('invalid_request', undefined, [{ pointer: '#', detail }]);
}

export const listProvisioningLogs = operation({
  id: 'listProvisioningLogs',
  method: 'GET',
  path: '/tenants/{tenantId}/provisioning-logs',
  tag: 'Provisioning',
  summary: 'List the provisioning logs, newest first, at most 1,000',
  query: Type.Object(
    {
      application: optional(text('Display name, servicePrincipalId or appId.')),
      identity: optional(text('Part of a name or id, in the tenant or the application.')),
      status: optional(one(['success', 'failure', 'skipped', 'warning'], 'How it ended.')),
      action: optional(
        one(['create', 'update', 'delete', 'stageddelete', 'disable', 'other'], 'What was done.'),
      ),
      cycleId: optional(text('Of one cycle.')),
    },
    strict,
  ),
  exampleQuery: 'application=Peakon&status=success',
  answer: { status: 200, description: 'Lines.' },
  result: Type.Array(ProvisioningLog),
  refusals: ['unknown_tenant', 'unknown_application'],
  places: { ...tenantPlace, unknown_application: { parameter: 'application' } },
  async run(call: Call<unknown, { application?: string }>) {
    const tenant = await tenantOf(call);
    const lines = await tenant.provisioningLogs({ ...call.query, pageSize: 1000 });
    return { result: lines.map(shownLine) };
  },
});

function shown({
  job,
  connectivity,
  settings,
  objectMappings,
}: ProvisioningState): Static<typeof Provisioning> {
  const { quarantine, lastExecution, code } = job.status;
  return {
    job: {
      id: job.id,
      templateId: job.templateId,
      state: job.schedule.state,
      interval: job.schedule.interval,
      code,
      nextRunDateTime: job.nextRunDateTime,
      quarantine: quarantine && {
        reason: quarantine.reason,
        nextAttempt: quarantine.nextAttempt,
        message: quarantine.error?.message ?? null,
      },
      lastExecution: lastExecution && executionOf(lastExecution),
    },
    baseAddress: connectivity.baseAddress,
    authenticationType: connectivity.authenticationType,
    hasSecret: connectivity.secretToken !== null || connectivity.oauth2ClientSecret !== null,
    ...settings,
    ...job.settings,
    objectMappings,
  };
}

type Execution = NonNullable<ProvisioningState['job']['status']['lastExecution']>;

function executionOf(given: Execution): Static<typeof ProvisioningCycle>['execution'] {
  const { activityIdentifier, state, timeBegan, timeEnded, error } = given;
  const { countImported, countEntitled, countExported, countEscrowed } = given;
  return {
    ...{ activityIdentifier, state, timeBegan, timeEnded },
    ...{ countImported, countEntitled, countExported, countEscrowed },
    error: error && { code: error.code, message: error.message },
  };
}

function shownLine(line: ProvisioningObjectSummary): Static<typeof ProvisioningLog> {
  const { id, activityDateTime, jobId, cycleId, changeId, provisioningAction } = line;
  const { errorInformation, status } = line.provisioningStatusInfo;
  return {
    ...{ id, activityDateTime, jobId, cycleId, changeId, provisioningAction },
    servicePrincipal: { ...line.servicePrincipal },
    durationInMilliseconds: line.durationInMilliseconds,
    status,
    error: errorInformation && {
      errorCode: errorInformation.errorCode,
      reason: errorInformation.reason,
    },
    sourceIdentity: identityOf(line.sourceIdentity),
    targetIdentity: identityOf(line.targetIdentity),
    provisioningSteps: line.provisioningSteps.map((step) => ({
      ...step,
      details: { ...step.details },
    })),
    modifiedProperties: line.modifiedProperties.map((one) => ({ ...one })),
  };
}

const identityOf = ({
  id,
  displayName,
  identityType,
}: ProvisioningObjectSummary['sourceIdentity']) => ({ id, displayName, identityType });

function shownOnDemand(done: OnDemandResult): Static<typeof ProvisionedOnDemand> {
  const { result, errorCode, errorMessage, summary, exchanges } = done;
  return {
    ...{ result, errorCode, errorMessage },
    log: shownLine(summary),
    exchanges: exchanges.map(exchangeOf),
  };
}

const exchangeOf = ({ request, answer, fault }: ScimExchange) => ({
  method: request.method,
  url: request.url,
  requestBody: request.body ?? '',
  status: answer?.status ?? null,
  answerBody: answer?.body ?? fault?.sentence ?? '',
});
