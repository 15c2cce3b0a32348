import { Actions, Button, LinkButton } from '../../../../web/components/controls.tsx';
import { Field, FieldError, Select } from '../../../../web/components/field.tsx';
import { Card } from '../../../../web/components/surfaces.tsx';
import { Table } from '../../../../web/components/table.tsx';
import { AdminForm, faultOf } from '../../../admin-center/admin-form.tsx';
import { ApplicationPage } from '../../../admin-center/enterprise-apps/application-page.tsx';
import type { FieldFault } from '../../../admin-center/field-faults.ts';
import type { Shell } from '../../../admin-center/visit.ts';
import {
  type FilterClause,
  type FilterGroup,
  mappingOf,
  type ObjectType,
  objectTypes,
  type SynchronizationSchema,
} from '../../schema/schema.ts';
import { notInFilters, sourceAttributes } from '../../schema/source-attributes.ts';
import { filterOperators } from '../../scope/operators.ts';
import type { JobVisit } from '../provisioning-routes.ts';

interface PageProps {
  shell: Shell;
  visit: JobVisit;
}

/** The filters of users and of groups. */
export function ScopePage({ shell, visit, schema }: PageProps & { schema: SynchronizationSchema }) {
  const page = visit.path('provisioning/scope');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning/scope"
      lead="Who is provisioned, by attributes. Of those whom Settings > Scope names, an object is in scope when every clause of any one filter holds; without filters, all of them are."
      denial={visit.denial('app.provision')}
    >
      {objectTypes.map((type) => {
        const mapping = mappingOf(schema, type)?.mapping;
        if (!mapping) return null;
        const groups = mapping.scope?.groups ?? [];
        const address = `${page}/${type.toLowerCase()}s`;
        return (
          <Card
            key={type}
            title={`${type}s`}
            action={
              visit.may('app.provision') && (
                <LinkButton href={`${address}/new`} appearance="subtle" id={`add${type}Filter`}>
                  Add scoping filter
                </LinkButton>
              )
            }
          >
            <Table
              caption={`Scoping filters of ${type.toLowerCase()}s`}
              columns={['Title', 'Clauses']}
              rows={groups.map((group, position) => [
                <a href={`${address}/${position}`}>{group.name || `Filter ${position + 1}`}</a>,
                group.clauses.map(inWords).join(' AND '),
              ])}
              empty="No filters."
            />
          </Card>
        );
      })}
    </ApplicationPage>
  );
}

const inWords = ({ sourceOperandName, operatorName, targetOperand: { values } }: FilterClause) =>
  [sourceOperandName, operatorName, values.join(', ')].filter(Boolean).join(' ');

/** What the page calls the name of a filter. */
export const filterTitle = 'Scoping Filter Title';

/** Empty rows after the clauses. */
const SPARE = 2;
const emptyClause: FilterClause = {
  sourceOperandName: '',
  operatorName: 'EQUALS',
  targetOperand: { values: [] },
};

interface FilterProps extends PageProps {
  type: ObjectType;
  group: FilterGroup;
  version: string;
  faults: readonly FieldFault[] | undefined;
}

/** One filter: its title and its clauses, a row each. */
export function FilterPage({ shell, visit, type, group, version, faults }: FilterProps) {
  const back = visit.path('provisioning/scope');
  const isNew = visit.param('filter') === 'new';
  const action = `${back}/${type.toLowerCase()}s/${visit.param('filter')}`;
  const rows = [...group.clauses, ...Array.from({ length: SPARE }, () => emptyClause)];
  const may = visit.may('app.provision');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning/scope"
      trail={[{ href: back, title: 'Scoping filters' }]}
      title={isNew ? 'New scoping filter' : 'Scoping filter'}
      lead="All clauses must hold. Letter case counts, and an attribute without a value makes its clause false."
      denial={visit.denial('app.provision')}
    >
      <AdminForm shell={shell} action={action} version={version} faults={faults}>
        <Card>
          <Field
            label={filterTitle}
            name="name"
            value={group.name ?? ''}
            error={faultOf(faults, 'name')}
            autocomplete="off"
          />
        </Card>
        {rows.map((clause, position) => (
          <Clause
            key={position}
            type={type}
            clause={clause}
            position={position}
            fault={faultOf(faults, `clause.${position}`)}
          />
        ))}
        <Actions>
          <Button id="save" name="step" value="save" disabled={!may}>
            Save
          </Button>
          <Button appearance="secondary" name="step" value="more" disabled={!may}>
            Add another clause
          </Button>
          <LinkButton href={back}>Cancel</LinkButton>
          {!isNew && may && (
            <Button appearance="danger" id="deleteFilter" name="step" value="delete">
              Delete
            </Button>
          )}
        </Actions>
      </AdminForm>
    </ApplicationPage>
  );
}

function Clause({
  type,
  clause,
  position,
  fault,
}: {
  type: ObjectType;
  clause: FilterClause;
  position: number;
  fault: string | undefined;
}) {
  const names = sourceAttributes[type]
    .map(({ name }) => name)
    .filter((name) => !notInFilters.has(name));
  return (
    <Card title={`Clause ${position + 1}`}>
      <Select
        label="Source attribute"
        name="attribute"
        id={`attribute-${position}`}
        value={clause.sourceOperandName}
        options={[
          { value: '', label: '(no clause)' },
          ...names.map((name) => ({ value: name, label: name })),
        ]}
      />
      <Select
        label="Operator"
        name="operator"
        id={`operator-${position}`}
        value={clause.operatorName}
        options={Object.keys(filterOperators).map((name) => ({ value: name, label: name }))}
      />
      <Field
        label="Value"
        name="value"
        id={`value-${position}`}
        value={clause.targetOperand.values[0] ?? ''}
        autocomplete="off"
      />
      {fault !== undefined && <FieldError id={`clause-${position}-error`}>{fault}</FieldError>}
    </Card>
  );
}
