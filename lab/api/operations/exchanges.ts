import { Type } from 'typebox';
import { mustReportJudgement } from '../../exchanges/must-report-judgement.ts';
import { nextExchange } from '../../exchanges/next-exchange.ts';
import { type Call, operation, tenantOf, tenantPlace } from '../operation.ts';
import { ApiProblem } from '../problem.ts';
import { Exchange, Exchanges, flag, strict, text } from '../schemas.ts';

const optional = Type.Optional;

/** In seconds. */
const waits = { default: 10, most: 60 };

const limit = optional(
  Type.Integer({ minimum: 1, maximum: 1000, description: 'At most so many. Default: 100.' }),
);
const user = optional(text('User name, in any letter case. Default: any.'));
const waiting = {
  user,
  judged: optional(
    flag(
      "true waits until the service provider has judged the response too; only this lab's, Peakon, reports that.",
    ),
  ),
  after: optional(
    Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description:
        'The cursor of a list: exchanges that ended after it count, so that a program can first sign in and then ask. Default: only those that end after the call.',
    }),
  ),
  timeout: optional(
    Type.Integer({
      minimum: 1,
      maximum: waits.most,
      description: `How long the answer may take, in seconds. Default: ${waits.default}.`,
    }),
  ),
};
const inLab = { application: optional(text('Display name or servicePrincipalId. Default: any.')) };
const inTenant = optional(text('Display name, servicePrincipalId or appId. Default: any.'));
const judgedPlace = { never_judged: { parameter: 'judged' } };
const tenantPlaces = { ...tenantPlace, unknown_application: { parameter: 'application' } };

const list = {
  method: 'GET',
  tag: 'Exchanges',
  answer: { status: 200, description: 'Exchanges, the newest first.' },
  result: Exchanges,
} as const;

const next = {
  method: 'GET',
  tag: 'Exchanges',
  answer: { status: 200, description: 'The exchange.' },
  result: Exchange,
} as const;

export const listExchanges = operation({
  ...list,
  id: 'listExchanges',
  path: '/exchanges',
  summary: 'List the recorded exchanges of the lab',
  query: Type.Object({ ...inLab, user, limit }, strict),
  exampleQuery: 'limit=1',
  run: async ({ exchanges, query }) => ({ result: await recorded(exchanges, query) }),
});

export const awaitExchange = operation({
  ...next,
  id: 'awaitExchange',
  path: '/exchanges/next',
  summary: 'Wait for the next exchange that ends, in success or failure',
  query: Type.Object({ ...inLab, ...waiting }, strict),
  exampleQuery: 'after=0&timeout=10',
  refusals: ['no_exchange', 'never_judged', 'too_many_waiting'],
  places: judgedPlace,
  async run(call) {
    const { judged, application } = call.query;
    const { directory, start } = call.lab;
    if (judged) await mustReportJudgement(directory, start.sp, application);
    return { result: await awaited(call, call.query) };
  },
});

export const listTenantExchanges = operation({
  ...list,
  id: 'listTenantExchanges',
  path: '/tenants/{tenantId}/exchanges',
  summary: 'List the recorded exchanges of a tenant',
  query: Type.Object({ application: inTenant, user, limit }, strict),
  exampleQuery: 'application=Peakon&limit=1',
  refusals: ['unknown_tenant', 'unknown_application'],
  places: tenantPlaces,
  rules: (call) => [() => scope(call, call.query)],
  async run(call) {
    const { id: tenantId, ...tenant } = await scope(call, call.query);
    return { result: await recorded(call.exchanges, { ...call.query, ...tenant, tenantId }) };
  },
});

export const awaitTenantExchange = operation({
  ...next,
  id: 'awaitTenantExchange',
  path: '/tenants/{tenantId}/exchanges/next',
  summary: 'Wait for the next exchange of an application that ends, in success or failure',
  query: Type.Object(
    { application: text('Display name, servicePrincipalId or appId.'), ...waiting },
    strict,
  ),
  exampleQuery: 'application=Peakon&after=0&timeout=10',
  refusals: [
    'unknown_tenant',
    'unknown_application',
    'no_exchange',
    'never_judged',
    'too_many_waiting',
  ],
  places: { ...tenantPlaces, ...judgedPlace },
  rules: (call) => [() => scope(call, call.query)],
  async run(call) {
    const { application } = await scope(call, call.query);
    const { directory, start } = call.lab;
    if (call.query.judged) await mustReportJudgement(directory, start.sp, application);
    return { result: await awaited(call, { ...call.query, application }) };
  },
});

/** @throws {NotFound} @throws {LabError} `unknown_application` */
async function scope(call: Call, { application }: { application?: string }) {
  const tenant = await tenantOf(call);
  const found = application === undefined ? undefined : await tenant.findApplication(application);
  return { id: tenant.id, application: found?.servicePrincipalId };
}

interface Listed {
  readonly tenantId?: string | undefined;
  readonly application?: string | undefined;
  readonly user?: string | undefined;
  readonly limit?: number | undefined;
}

async function recorded({ store, recorder }: Call['exchanges'], { limit = 100, ...of }: Listed) {
  await recorder.flush();
  const { cursor } = store; // before reading: what is recorded meanwhile is after it
  return { cursor, exchanges: await store.all({ ...of, limit }) };
}

interface Awaited {
  readonly application?: string | undefined;
  readonly user?: string | undefined;
  readonly judged?: boolean | undefined;
  readonly after?: number | undefined;
  readonly timeout?: number | undefined;
}

/** @throws {ApiProblem} `no_exchange` */
async function awaited({ exchanges, signal, waiting }: Call, wanted: Awaited) {
  const { timeout = waits.default, ...which } = wanted;
  const late = AbortSignal.timeout(timeout * 1000);
  try {
    const either = AbortSignal.any([signal, late]);
    return await waiting.during(() =>
      nextExchange(exchanges.recorder, { ...which, signal: either }),
    );
  } catch (error) {
    if (!late.aborted && !signal.aborted) throw error;
    const seconds = `${timeout} ${timeout === 1 ? 'second' : 'seconds'}`;
    throw new ApiProblem(
      'no_exchange',
      `No exchange ended within ${seconds}. To see one that ended before the call, give after, the cursor of a list.`,
    );
  }
}
