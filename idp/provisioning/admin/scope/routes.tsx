import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../input/invalid-input.ts';
import { StaleVersion } from '../../../../input/stale-version.ts';
import { AdminError } from '../../../admin-center/errors.ts';
import { type FieldFault, inWordsOfPage } from '../../../admin-center/field-faults.ts';
import type { PostedForm } from '../../../admin-center/posted-form.ts';
import { saveSchema, schemaOf, schemaTag } from '../../../directory/provisioning/schemas.ts';
import {
  type Filter,
  type FilterGroup,
  type ObjectType,
  objectTypes,
  type SynchronizationSchema,
} from '../../schema/schema.ts';
import { objectMappingOf, withObjectMapping } from '../mappings/edit-schema.ts';
import { auditProvisioning, type JobRoutes, type JobVisit } from '../provisioning-routes.ts';
import { FilterPage, filterTitle, ScopePage } from './page.tsx';

const PAGE = 'scope';

/** "Scoping filters" of users and groups: filters are joined by OR, the clauses of one by AND (entra-admin.md 4.3). */
export function scope(pages: JobRoutes): void {
  pages.get(PAGE, async (visit) => {
    const schema = await schemaFor(visit);
    return visit.page((shell) => <ScopePage shell={shell} visit={visit} schema={schema} />);
  });
  pages.get(`${PAGE}/:object/:filter`, (visit) => show(visit));
  pages.post(`${PAGE}/:object/:filter`, save);
}

const schemaFor = ({ context, id, job }: JobVisit) => schemaOf(context.db, id, job.id);

const noFilter: Filter = { groups: [], inputFilterGroups: [], categoryFilterGroups: [] };
const emptyGroup: FilterGroup = { name: '', clauses: [] };

interface Place {
  type: ObjectType;
  /** Of the filter; the number of filters for a new one. */
  position: number;
  filter: Filter;
}

/** @throws {AdminError} `object_gone` */
function placeOf(visit: JobVisit, schema: SynchronizationSchema): Place {
  const type = objectTypes.find((one) => `${one.toLowerCase()}s` === visit.param('object'));
  if (!type) throw new AdminError('object_gone', 'There is no such mapping.');
  const filter = objectMappingOf(schema, type).scope ?? noFilter;
  const named = visit.param('filter');
  const position = named === 'new' ? filter.groups.length : Number(named);
  if (!(position >= 0 && position <= filter.groups.length && Number.isInteger(position)))
    throw new AdminError('object_gone', 'There is no such filter.');
  return { type, position, filter };
}

interface Typed {
  group: FilterGroup;
  faults?: readonly FieldFault[];
}

async function show(visit: JobVisit, typed?: Typed): Promise<FastifyReply> {
  const schema = await schemaFor(visit);
  const { type, position, filter } = placeOf(visit, schema);
  const group = typed?.group ?? filter.groups[position] ?? emptyGroup;
  const version = typed ? visit.form.version() : schemaTag(schema);
  return visit.page(
    (shell) => <FilterPage {...{ shell, visit, type, group, version }} faults={typed?.faults} />,
    typed?.faults ? 422 : 200,
  );
}

/** Rows without an attribute are left out. */
function readGroup(form: PostedForm): FilterGroup {
  const [attributes, operators, values] = ['attribute', 'operator', 'value'].map((name) =>
    form.all(name),
  );
  const clauses = (attributes ?? []).flatMap((sourceOperandName, at) =>
    sourceOperandName === ''
      ? []
      : {
          sourceOperandName,
          operatorName: operators?.[at] ?? '',
          targetOperand: { values: (values?.[at] ?? '') === '' ? [] : [values?.[at] ?? ''] },
        },
  );
  return { name: form.text('name'), clauses };
}

async function save(visit: JobVisit): Promise<FastifyReply> {
  const { context, id, job, form } = visit;
  const schema = await schemaFor(visit);
  const { type, position, filter } = placeOf(visit, schema);
  const group = readGroup(form);
  const step = form.text('step');
  if (step === 'more') return show(visit, { group });
  const groups =
    step === 'delete'
      ? filter.groups.toSpliced(position, 1)
      : filter.groups.toSpliced(position, 1, group);
  const changed = withObjectMapping(schema, type, (mapping) => ({
    ...mapping,
    scope: { ...filter, groups },
  }));
  try {
    await saveSchema(context.db, id, job.id, changed, form.version() || undefined);
  } catch (error) {
    if (error instanceof StaleVersion) return show(visit, { group, faults: [stale] });
    if (error instanceof InvalidInput) return show(visit, { group, faults: clauseFaults(error) });
    throw error;
  }
  context.provisioning.wake();
  await auditProvisioning(visit, 'mappings');
  return visit.done(
    visit.path(`provisioning/${PAGE}`),
    step === 'delete' ? 'The scoping filter was deleted.' : 'The scoping filter was saved.',
  );
}

/** `...clauses.2.operatorName` is at the third row, the name at its field; anything else is about the form as a whole. */
const clauseFaults = ({ faults }: InvalidInput): FieldFault[] =>
  faults.map(({ property, code, message }) => {
    const row = /\.clauses\.(\d+)/.exec(property)?.[1];
    if (row !== undefined) return { field: `clause.${row}`, code, message };
    if (!/\.groups\.\d+\.name$/.test(property)) return { field: '', code, message };
    return { field: 'name', code, message: inWordsOfPage(message, property, filterTitle) };
  });

const stale: FieldFault = {
  field: '',
  code: 'stale',
  message: 'Another user changed the mappings in the meantime. Open the filter again.',
};
