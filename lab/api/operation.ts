import type { Static, TSchema } from 'typebox';
import { NotFound } from '../../input/not-found.ts';
import type { StartLine } from '../start-line.ts';
import type { LabTenant } from '../tenants/lab-tenant.ts';
import type { ApiLab, ApiOptions } from './api-lab.ts';
import type { ArmedList } from './armed-list.ts';
import type { Places } from './problem.ts';
import type { ProblemCode } from './problem-types.ts';
import type { Waiting } from './waiting.ts';

/** One request to an operation, checked. */
export interface Call<Body = unknown, Query = unknown> {
  readonly lab: ApiLab;
  readonly start: () => Promise<StartLine>;
  readonly exchanges: ApiOptions['exchanges'];
  readonly armed: ArmedList;
  /** Of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly query: Query;
  readonly waiting: Waiting;
  /** Whether programs on other machines can call. */
  readonly exposed: boolean;
  /** Aborted when the client is gone, or the lab closes. */
  readonly signal: AbortSignal;
}

export type Tag =
  | 'Lab'
  | 'Tenants'
  | 'Users'
  | 'Groups'
  | 'Applications'
  | 'Provisioning'
  | 'Sign-ins'
  | 'Exchanges'
  | 'Outbox'
  | 'Clock';

interface Described {
  /** Stable, for generated clients. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, with parameters in braces. */
  readonly path: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** A body that works in the lab of the tutorial. */
  readonly example?: object;
  readonly exampleQuery?: string;
  readonly answer: { readonly status: 200 | 201 | 204; readonly description: string };
  /** Why it may be refused, besides what every operation refuses. */
  readonly refusals?: readonly ProblemCode[];
  readonly places?: Places;
}

/** An act of the lab at an address. The API serves it, checks it and describes it from here. */
export interface Operation extends Described {
  readonly query?: TSchema | undefined;
  readonly body?: TSchema | undefined;
  /** Of the answer; undefined for none. */
  readonly result?: TSchema | undefined;
  /**
   * Its rules, each apart, so that a refusal names every fault at once: they are asked once there is a fault, and write nothing.
   *
   * @param call whose body and query may lack members, because they have a fault already
   */
  rules?(call: Call<object, object>): readonly Rule[];
  /** @returns the answer, and where the new object is, below `/api/v1` */
  run(call: Call): Promise<Ran>;
}

/** @throws what the operation would throw */
export type Rule = () => unknown;

interface Ran<Result = unknown> {
  readonly result: Result;
  readonly location?: string | undefined;
}

interface Definition<Body extends TSchema, Query extends TSchema, Result extends TSchema>
  extends Described {
  readonly query?: Query;
  readonly body?: Body;
  readonly result?: Result;
  rules?(call: Call<Partial<Static<Body>>, Partial<Static<Query>>>): readonly Rule[];
  run(call: Call<Static<Body>, Static<Query>>): Promise<Ran<Static<Result>>>;
}

/** The handler of an operation gets what its schemas say. */
export const operation = <Body extends TSchema, Query extends TSchema, Result extends TSchema>(
  definition: Definition<Body, Query, Result>,
): Operation => ({
  ...definition,
  run: (call) => definition.run(call as Call<Static<Body>, Static<Query>>),
});

/** The tenant that the path names. @throws {NotFound} */
export async function tenantOf({ lab, params }: Pick<Call, 'lab' | 'params'>): Promise<LabTenant> {
  const { tenantId = '' } = params;
  const tenant = await lab.findTenant(tenantId);
  if (!tenant) throw new NotFound('tenant', tenantId);
  return tenant;
}

/** That the user and the application exist which a body names. */
export const referenceRules = (
  call: Call<{ user?: string | undefined; application?: string | undefined }>,
): Rule[] => {
  const { user, application } = call.body;
  return [
    async () => user === undefined || (await tenantOf(call)).findUser(user),
    async () => application === undefined || (await tenantOf(call)).findApplication(application),
  ];
};

export const tenantPlace: Places = { unknown_tenant: { parameter: 'tenantId' } };
