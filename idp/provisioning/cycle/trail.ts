import {
  type LoggedChange,
  type ModifiedAttribute,
  newChangeId,
  type ProvisionedIdentity,
  type ProvisioningAction,
  type ProvisioningErrorInfo,
  type ProvisioningResult,
  type ProvisioningStep,
  provisioningService,
} from '../../directory/provisioning/logs.ts';
import { keptExchange, type ScimExchange } from '../client/exchange.ts';
import { type AnswerProblem, problemOf } from '../connection/judge-answer.ts';
import type { ObjectType } from '../schema/schema.ts';
import { SOURCE_DIRECTORY } from '../schema/source-attributes.ts';
import type { ScimRequest } from '../wire/index.ts';
import type { Run } from './run.ts';

/** Names of steps (scim.md a.4); TestConnection and ReferenceResolution are samlab's names. */
export type StepName =
  | 'TestConnection'
  | 'EntryImport'
  | 'EntrySynchronizationScoping'
  | 'EntrySynchronizationSkip'
  | 'EntryExportAdd'
  | 'EntryExportUpdate'
  | 'EntryExportDelete'
  | 'ReferenceResolution';

/** The work on an object ends here: the application said no, or its answer is of no use. */
export class ObjectFailed extends Error {
  readonly problem: AnswerProblem;

  constructor(problem: AnswerProblem) {
    super(problem.message);
    this.name = 'ObjectFailed';
    this.problem = problem;
  }
}

const failedSteps: Readonly<Record<ProvisioningAction, StepName>> = {
  create: 'EntryExportAdd',
  update: 'EntryExportUpdate',
  disable: 'EntryExportUpdate',
  stageddelete: 'EntryExportUpdate',
  delete: 'EntryExportDelete',
  other: 'EntryImport',
};

interface StepExtras {
  readonly status?: ProvisioningResult;
  readonly details?: Readonly<Record<string, string>>;
}

/** What is written down while one object is worked on. */
export class Trail {
  readonly #run: Run;
  readonly #began = performance.now();
  readonly #steps: ProvisioningStep[] = [];
  readonly #exchanges: ScimExchange[] = [];
  readonly #source: ProvisionedIdentity;
  #target: ProvisionedIdentity;
  #modified: readonly ModifiedAttribute[] = [];
  #action: ProvisioningAction = 'other';

  constructor(run: Run, type: ObjectType, source: Omit<ProvisionedIdentity, 'identityType'>) {
    this.#run = run;
    this.#source = { ...source, identityType: type };
    this.#target = { id: '', displayName: '', identityType: type, details: {} };
  }

  /** What is being done to the object of the application, and to which attributes. */
  begin(action: ProvisioningAction, modified: readonly ModifiedAttribute[] = []): void {
    this.#action = action;
    this.#modified = modified;
  }

  /** Sends a request and keeps what was answered. */
  async send(request: ScimRequest): Promise<ScimExchange> {
    const exchange = await this.#run.connection.client.send(request);
    this.#exchanges.push(keptExchange(exchange));
    return exchange;
  }

  /** The same for a request that must succeed. @param expected statuses that are good too. @throws {ObjectFailed} when it does not */
  async request(request: ScimRequest, expected: readonly number[] = []): Promise<ScimExchange> {
    const exchange = await this.send(request);
    const problem = problemOf(exchange, expected);
    if (problem) throw new ObjectFailed(problem);
    return exchange;
  }

  step(
    name: StepName,
    provisioningStepType: ProvisioningStep['provisioningStepType'],
    description: string,
    { status = 'success', details = {} }: StepExtras = {},
  ): void {
    this.#steps.push({ name, provisioningStepType, status, description, details });
  }

  /** The step that failed: the export, or the search for the object before it. */
  stepFailed(description: string, details: Readonly<Record<string, string>>): void {
    const name = failedSteps[this.#action];
    const type = name === 'EntryImport' ? 'matching' : 'export';
    this.step(name, type, description, { status: 'failure', details });
  }

  setTarget(id: string, displayName: string): void {
    this.#target = { ...this.#target, id, displayName };
  }

  /** The line of the log. */
  finish(status: ProvisioningResult, error: ProvisioningErrorInfo | null = null): LoggedChange {
    const { db, clock, scope, jobId, cycleId, application } = this.#run;
    const id = newChangeId(db);
    return {
      exchanges: this.#exchanges,
      summary: {
        ...{ id, jobId, cycleId },
        activityDateTime: clock().toISOString(),
        tenantId: scope.tenantId,
        changeId: id,
        provisioningAction: this.#action,
        durationInMilliseconds: Math.round(performance.now() - this.#began),
        initiatedBy: provisioningService,
        servicePrincipal: application,
        sourceSystem: { id: scope.tenantId, displayName: SOURCE_DIRECTORY, details: {} },
        targetSystem: { ...application, details: { ServicePrincipalId: application.id } },
        sourceIdentity: this.#source,
        targetIdentity: this.#target,
        provisioningStatusInfo: { status, errorInformation: error },
        provisioningSteps: this.#steps,
        modifiedProperties: this.#modified,
      },
    };
  }
}
