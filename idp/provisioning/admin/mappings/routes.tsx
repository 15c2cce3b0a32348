import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../input/invalid-input.ts';
import { StaleVersion } from '../../../../input/stale-version.ts';
import { listAddress } from '../../../../web/components/pager.tsx';
import { AdminError } from '../../../admin-center/errors.ts';
import { type FieldFault, fieldFaults } from '../../../admin-center/field-faults.ts';
import {
  resetSchema,
  saveSchema,
  schemaOf,
  schemaTag,
} from '../../../directory/provisioning/schemas.ts';
import { withTargetAttributes } from '../../schema/object-mappings.ts';
import {
  flowTypes,
  type ObjectType,
  objectTypes,
  type SynchronizationSchema,
} from '../../schema/schema.ts';
import { unsimulatedFunctions } from '../../schema/source.ts';
import { auditProvisioning, type JobRoutes, type JobVisit } from '../provisioning-routes.ts';
import {
  objectMappingOf,
  pathOf,
  withMapping,
  withObjectMapping,
  withoutMapping,
} from './edit-schema.ts';
import { EditorPage } from './editor-page.tsx';
import { MappingsPage, ObjectMappingPage } from './list-page.tsx';
import {
  emptyMapping,
  type MappingForm,
  mappingFaults,
  mappingFormOf,
  mappingFrom,
  precedenceFaults,
  readMapping,
} from './mapping-form.ts';
import { notSimulated } from './not-simulated.ts';
import { emptyTest, readTest, type TestForm, type TestResult } from './test-form.ts';

const PAGE = 'mappings';

/** "Attribute mapping": for users and for groups, with the editor of one mapping. */
export function mappings(pages: JobRoutes): void {
  pages.get(PAGE, showAll);
  pages.post(`${PAGE}/restore`, async (visit) => {
    await resetSchema(visit.context.db, visit.id, visit.job.id);
    await auditProvisioning(visit, 'mappings');
    return visit.done(visit.path(`provisioning/${PAGE}`), 'The default mappings are restored.');
  });
  pages.get(`${PAGE}/:object`, (visit) => showObject(visit));
  pages.post(`${PAGE}/:object`, saveObject);
  pages.post(`${PAGE}/:object/delete`, remove);
  pages.get(`${PAGE}/:object/edit`, (visit) => showEditor(visit));
  pages.post(`${PAGE}/:object/edit`, saveMapping);
  pages.post(`${PAGE}/:object/test`, testExpression);
  // The address of a result, when it is opened again.
  pages.get(`${PAGE}/:object/test`, (visit) => {
    const address = addressOf(visit, typeOf(visit), '/edit');
    return visit.done(listAddress(address, { target: visit.query('target') }));
  });
}

/** `users` or `groups` in the address. @throws {AdminError} `object_gone` */
function typeOf(visit: JobVisit): ObjectType {
  const type = objectTypes.find((one) => `${one.toLowerCase()}s` === visit.param('object'));
  if (!type) throw new AdminError('object_gone', 'There is no such mapping.');
  return type;
}

const schemaFor = ({ context, id, job }: JobVisit) => schemaOf(context.db, id, job.id);

const addressOf = (visit: JobVisit, type: ObjectType, more = '') =>
  visit.path(`provisioning/${PAGE}/${type.toLowerCase()}s${more}`);

async function showAll(visit: JobVisit): Promise<FastifyReply> {
  const schema = await schemaFor(visit);
  return visit.page((shell) => <MappingsPage shell={shell} visit={visit} schema={schema} />);
}

async function showObject(visit: JobVisit, faults?: readonly FieldFault[]): Promise<FastifyReply> {
  const type = typeOf(visit);
  const schema = await schemaFor(visit);
  const address = addressOf(visit, type);
  return visit.page(
    (shell) => <ObjectMappingPage {...{ shell, visit, schema, type, address, faults }} />,
    faults ? 422 : 200,
  );
}

/** Saves a schema unless another administrator was faster. @returns the faults; undefined when it was saved */
async function save(
  visit: JobVisit,
  schema: SynchronizationSchema,
): Promise<InvalidInput | 'stale' | undefined> {
  const { context, id, job, form } = visit;
  try {
    await saveSchema(context.db, id, job.id, schema, form.version() || undefined);
  } catch (error) {
    if (error instanceof StaleVersion) return 'stale';
    if (error instanceof InvalidInput) return error;
    throw error;
  }
  context.provisioning.wake();
  await auditProvisioning(visit, 'mappings');
  return undefined;
}

const stale: FieldFault = {
  field: '',
  code: 'stale',
  message:
    'Another user changed the mappings in the meantime. They are up to date below; your change was not made.',
};

async function saveObject(visit: JobVisit): Promise<FastifyReply> {
  const type = typeOf(visit);
  const ticked = visit.form.all('flowTypes');
  const actions = flowTypes.filter((one) => ticked.includes(one));
  const changed = withObjectMapping(await schemaFor(visit), type, (mapping) => ({
    ...mapping,
    // As in Entra, the mapping of users cannot be turned off.
    enabled: type === 'User' || visit.form.has('enabled'),
    flowTypes: actions.join(', ') || 'None',
  }));
  const refused = await save(visit, changed);
  if (refused === 'stale') return showObject(visit, [stale]);
  if (refused) return showObject(visit, fieldFaults(refused.faults));
  return visit.done(addressOf(visit, type), 'Mapping saved.');
}

async function remove(visit: JobVisit): Promise<FastifyReply> {
  const type = typeOf(visit);
  const schema = await schemaFor(visit);
  const target = visit.form.text('target');
  const position = positionOf(schema, type, target);
  if (position < 0) return showObject(visit, [stale]);
  const refused = await save(visit, withoutMapping(schema, type, position));
  if (refused === 'stale') return showObject(visit, [stale]);
  if (refused) return showObject(visit, fieldFaults(refused.faults));
  return visit.done(addressOf(visit, type), `The mapping of ${target} was deleted.`);
}

const positionOf = (schema: SynchronizationSchema, type: ObjectType, target: string): number =>
  objectMappingOf(schema, type).attributeMappings.findIndex(
    ({ targetAttributeName }) => targetAttributeName === target,
  );

interface Typed {
  form: MappingForm;
  test: TestForm;
  faults?: readonly FieldFault[];
  isTest?: boolean;
  /** Of a test of the expression. */
  result?: TestResult;
}

async function showEditor(visit: JobVisit, typed?: Typed): Promise<FastifyReply> {
  const type = typeOf(visit);
  const schema = await schemaFor(visit);
  const target = visit.query('target');
  const before = objectMappingOf(schema, type).attributeMappings[positionOf(schema, type, target)];
  if (target !== '' && !before)
    throw new AdminError('object_gone', `There is no mapping of ${target.slice(0, 100)}.`);
  const form = typed?.form ?? (before ? mappingFormOf(before) : emptyMapping);
  const address = addressOf(visit, type);
  const version = typed ? visit.form.version() : schemaTag(schema);
  return visit.page(
    (shell) => (
      <EditorPage
        {...{ shell, visit, schema, type, address, form, version, target }}
        test={typed?.test ?? emptyTest}
        result={typed?.result}
        faults={typed?.faults}
        isTest={typed?.isTest ?? false}
      />
    ),
    typed?.faults ? 422 : 200,
  );
}

const noTarget: FieldFault = {
  field: 'targetAttribute',
  code: 'required',
  message: 'Choose the attribute of the application that gets the value.',
};

/** "Test expression": what the form says is computed, and not saved. */
async function testExpression(visit: JobVisit): Promise<FastifyReply> {
  const type = typeOf(visit);
  const form = readMapping(visit.form);
  const test = readTest(visit.form);
  const schema = await schemaFor(visit);
  const { testMapping } = await import('./test-mapping.ts');
  try {
    const mapping = mappingFrom(form, undefined);
    const result = await testMapping(visit, schema, type, mapping, test);
    return showEditor(visit, { form, test, result });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const faults = mappingFaults(error.faults, '', form);
    return showEditor(visit, { form, test, faults, isTest: true });
  }
}

async function saveMapping(visit: JobVisit): Promise<FastifyReply> {
  const type = typeOf(visit);
  const form = readMapping(visit.form);
  const schema = await schemaFor(visit);
  const { attributeMappings } = objectMappingOf(schema, type);
  const found = positionOf(schema, type, visit.query('target'));
  const position = found < 0 ? attributeMappings.length : found;
  const path = pathOf(schema, type, position);
  const refuse = (faults: readonly FieldFault[]) =>
    showEditor(visit, { form, test: readTest(visit.form), faults });
  const typed = [
    ...(form.targetAttribute === '' && form.newTargetAttribute === '' ? [noTarget] : []),
    ...precedenceFaults(form),
  ];
  if (typed.length > 0) return refuse(typed);
  try {
    const mapping = mappingFrom(form, attributeMappings[found]);
    const known = form.newTargetAttribute ? withTargetAttributes(schema, type, [mapping]) : schema;
    const refused = await save(visit, withMapping(known, type, position, mapping));
    if (refused === 'stale') return refuse([stale]);
    if (refused) return refuse(mappingFaults(refused.faults, path, form));
    const unknown = unsimulatedFunctions(mapping.source);
    const said = `The mapping of ${mapping.targetAttributeName} was saved. The next cycle looks at everybody again.`;
    return visit.done(
      addressOf(visit, type),
      unknown.length === 0 ? said : { tone: 'warning', text: `${said} ${notSimulated(unknown)}` },
    );
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return refuse(mappingFaults(error.faults, path, form));
  }
}
