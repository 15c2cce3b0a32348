import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../input/invalid-input.ts';
import type {
  ApplicationRoutes,
  ApplicationVisit,
} from '../../../admin-center/enterprise-apps/application-routes.ts';
import { type FieldFault, fieldFaults } from '../../../admin-center/field-faults.ts';
import { inTransaction } from '../../../directory/in-transaction.ts';
import { createJob } from '../../../directory/provisioning/jobs.ts';
import {
  connectivityParametersOf,
  isConfigured,
  setConnectivityParameters,
} from '../../../directory/provisioning/secrets.ts';
import type { ConnectionTest } from '../../connection/test-connection.ts';
import { templatesFor } from '../../templates/index.ts';
import { auditProvisioning, jobOf, provisioningPage } from '../provisioning-routes.ts';
import { type RunState, Runs } from '../runs.ts';
import {
  type ConnectivityForm,
  connectivityLabels,
  formOf,
  parametersOf,
  readConnectivity,
} from './form.ts';
import { ConnectionTestPage, ConnectivityPage } from './page.tsx';

const PAGE = `${provisioningPage}/connectivity`;

/** In ms: how long the page waits for the answer of the server. Entra waits for 60 s. */
const PATIENCE = 8000;

/** "Connectivity": the address and credentials of the SCIM server, Test connection, and Create, which makes the job. */
export function connectivity(routes: ApplicationRoutes): void {
  const tests = new Runs<ConnectionTest>();
  routes.get(PAGE, (visit) => show(visit, {}));
  routes.post(PAGE, 'app.provision', save);
  routes.post(`${PAGE}/test`, 'app.provision', (visit) => test(visit, tests));
  // The address of a result, when it is opened again.
  routes.get(`${PAGE}/test`, (visit) => visit.done(visit.path(PAGE)));
  routes.get(`${PAGE}/tests/:run`, (visit) => showTest(visit, tests));
}

interface Shown {
  form?: ConnectivityForm;
  faults?: readonly FieldFault[];
  isTest?: boolean;
  tested?: RunState<ConnectionTest> | undefined;
  /** Where the result of a test that takes long will be. */
  resultPage?: string;
}

async function show(visit: ApplicationVisit, shown: Shown): Promise<FastifyReply> {
  const { context, app, id } = visit;
  const templates = templatesFor(app.servicePrincipal.applicationTemplateId);
  const [saved, job] = await Promise.all([connectivityParametersOf(context.db, id), jobOf(visit)]);
  const form = shown.form ?? formOf(saved, job?.templateId ?? templates[0]?.id ?? '');
  return visit.page(
    (shell) => (
      <ConnectivityPage
        {...{ shell, visit, form, saved, job, templates }}
        faults={shown.faults}
        isTest={shown.isTest ?? false}
        tested={shown.tested}
        resultPage={shown.resultPage}
      />
    ),
    shown.faults ? 422 : 200,
  );
}

async function save(visit: ApplicationVisit): Promise<FastifyReply> {
  const { context, id } = visit;
  const form = readConnectivity(visit.form);
  const existing = await jobOf(visit);
  try {
    await inTransaction(context.db, async (tx) => {
      await setConnectivityParameters(tx, id, parametersOf(form));
      if (!existing)
        await createJob(
          tx,
          { servicePrincipalId: id, templateId: form.templateId },
          context.clock(),
        );
    });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return show(visit, { form, faults: faultsOf(error) });
  }
  context.provisioning.wake();
  await auditProvisioning(visit, 'settings', [
    { displayName: 'BaseAddress', newValue: form.baseAddress },
  ]);
  if (existing) return visit.done(visit.path(PAGE), 'Connectivity saved.');
  const created = 'The configuration was created.';
  return visit.done(
    visit.path(provisioningPage),
    (await isConfigured(context.db, id))
      ? `${created} Start provisioning when users are assigned.`
      : {
          tone: 'warning',
          text: `${created} It has no ${secretLabelOf(form)} yet: enter it under Connectivity, then start provisioning.`,
        },
  );
}

/** Of the secret that the chosen method needs. */
const secretLabelOf = ({ authenticationType }: ConnectivityForm) =>
  authenticationType === 'AuthenticationToken'
    ? connectivityLabels.secretToken
    : connectivityLabels.oauth2ClientSecret;

const faultsOf = ({ faults }: InvalidInput) => fieldFaults(faults, {}, connectivityLabels);

/** Tests what the form says, with the saved secret where it has none. Nothing is saved. */
async function test(visit: ApplicationVisit, tests: Runs<ConnectionTest>): Promise<FastifyReply> {
  const form = readConnectivity(visit.form);
  const run = randomUUID();
  tests.begin(keyOf(visit, run), () =>
    visit.context.provisioning.testConnection(visit.id, parametersOf(form)),
  );
  const tested = await tests.waitFor(keyOf(visit, run), PATIENCE);
  if (tested?.state === 'failed') {
    const { error } = tested;
    if (!(error instanceof InvalidInput)) throw error;
    return show(visit, { form, isTest: true, faults: faultsOf(error) });
  }
  return show(visit, { form, tested, resultPage: visit.path(`${PAGE}/tests/${run}`) });
}

/** Of a run: another application, or another tenant, cannot name it. */
const keyOf = (visit: ApplicationVisit, run: string) => `${visit.id} ${run}`;

/** The result of a test that took long. */
async function showTest(
  visit: ApplicationVisit,
  tests: Runs<ConnectionTest>,
): Promise<FastifyReply> {
  const tested = tests.find(keyOf(visit, visit.param('run')));
  if (!tested) return visit.done(visit.path(PAGE));
  if (tested.state === 'running') visit.reply.header('refresh', '2');
  return visit.page((shell) => (
    <ConnectionTestPage shell={shell} visit={visit} tested={tested} back={visit.path(PAGE)} />
  ));
}
