import { Badge } from '../../../../web/components/badge.tsx';
import {
  Actions,
  Button,
  Checkbox,
  FieldSet,
  HiddenField,
  LinkButton,
} from '../../../../web/components/controls.tsx';
import { Toolbar } from '../../../../web/components/navigation.tsx';
import { listAddress } from '../../../../web/components/pager.tsx';
import { Card, Disclosure } from '../../../../web/components/surfaces.tsx';
import { Table } from '../../../../web/components/table.tsx';
import { AdminForm } from '../../../admin-center/admin-form.tsx';
import { ApplicationPage } from '../../../admin-center/enterprise-apps/application-page.tsx';
import type { FieldFault } from '../../../admin-center/field-faults.ts';
import type { Shell } from '../../../admin-center/visit.ts';
import { schemaTag } from '../../../directory/provisioning/schemas.ts';
import {
  type AttributeMapping,
  flowTypes,
  flowTypesOf,
  mappingOf,
  type ObjectType,
  objectTypes,
  type SynchronizationSchema,
} from '../../schema/schema.ts';
import { expressionOf, unsimulatedFunctions } from '../../schema/source.ts';
import type { JobVisit } from '../provisioning-routes.ts';
import { objectMappingOf } from './edit-schema.ts';
import { flowTypeNames } from './mapping-form.ts';
import { notSimulated } from './not-simulated.ts';

interface PageProps {
  shell: Shell;
  visit: JobVisit;
  schema: SynchronizationSchema;
}

/** The mappings of users and of groups. */
export function MappingsPage({ shell, visit, schema }: PageProps) {
  const page = visit.path('provisioning/mappings');
  const shown = objectTypes.flatMap((type) => mappingOf(schema, type)?.mapping ?? []);
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning/mappings"
      lead="Which attributes of users and groups flow to the application, and how."
      denial={visit.denial('app.provision')}
    >
      <Table
        caption="Mappings"
        columns={['Name', 'Enabled', 'Target object actions', 'Scoping filters', 'Attributes']}
        rows={shown.map((mapping) => [
          <a href={`${page}/${mapping.sourceObjectName.toLowerCase()}s`}>{mapping.name}</a>,
          mapping.enabled ? 'Yes' : 'No',
          flowTypesOf(mapping).map(actionName).join(', ') || 'None',
          (mapping.scope?.groups.length ?? 0) + (mapping.scope?.inputFilterGroups.length ?? 0) ||
            'none',
          mapping.attributeMappings.length,
        ])}
      />
      {visit.may('app.provision') && (
        <Disclosure summary="Restore default mappings" id="restore">
          <p>
            All changes to the mappings, the attribute lists and the scoping filters are lost, and
            the next cycle looks at everybody again.
          </p>
          <AdminForm shell={shell} action={`${page}/restore`}>
            <Actions>
              <Button appearance="danger" id="restoreMappings">
                Restore default mappings
              </Button>
            </Actions>
          </AdminForm>
        </Disclosure>
      )}
    </ApplicationPage>
  );
}

interface ObjectProps extends PageProps {
  type: ObjectType;
  /** Of this page. */
  address: string;
  faults: readonly FieldFault[] | undefined;
}

/** The mapping of one kind of object: what may be done, and every attribute. */
export function ObjectMappingPage(props: ObjectProps) {
  const { shell, visit, schema, type, address } = props;
  const mapping = objectMappingOf(schema, type);
  const may = visit.may('app.provision');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning/mappings"
      trail={[{ href: visit.path('provisioning/mappings'), title: 'Attribute mapping' }]}
      title={mapping.name}
      denial={visit.denial('app.provision')}
    >
      <ObjectForm {...props} />
      {may && (
        <Toolbar>
          <LinkButton href={`${address}/edit`} appearance="subtle" id="addMapping">
            Add New Mapping
          </LinkButton>
        </Toolbar>
      )}
      <Table
        caption="Attribute mappings"
        columns={[
          { title: 'Target attribute', breaks: true },
          { title: 'Source', breaks: true },
          'Matching precedence',
          'Apply this mapping',
          'Commands',
        ]}
        rows={mapping.attributeMappings.map((one) => [
          may ? (
            <a href={listAddress(`${address}/edit`, { target: one.targetAttributeName })}>
              {one.targetAttributeName}
            </a>
          ) : (
            one.targetAttributeName
          ),
          <Source mapping={one} />,
          one.matchingPriority || '',
          flowTypeNames[one.flowType as keyof typeof flowTypeNames] ?? one.flowType,
          may && <DeleteButton {...props} mapping={one} />,
        ])}
      />
    </ApplicationPage>
  );
}

/** What Graph calls Add, the page calls Create. */
const actionName = (one: string): string => (one === 'Add' ? 'Create' : one);

function ObjectForm({ shell, visit, schema, type, address, faults }: ObjectProps) {
  const mapping = objectMappingOf(schema, type);
  const ticked = flowTypesOf(mapping);
  return (
    <Card title="Mapping">
      <AdminForm shell={shell} action={address} version={schemaTag(schema)} faults={faults}>
        {type === 'Group' && (
          <Checkbox
            label="Enabled"
            name="enabled"
            checked={mapping.enabled}
            hint="Peakon has no groups by SCIM."
          />
        )}
        <FieldSet legend="Target object actions">
          {flowTypes.map((one) => (
            <Checkbox
              key={one}
              name="flowTypes"
              id={`flowTypes-${one}`}
              value={one}
              label={actionName(one)}
              checked={ticked.includes(one)}
            />
          ))}
        </FieldSet>
        <Actions>
          <Button id="saveMapping" disabled={!visit.may('app.provision')}>
            Save
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}

function Source({ mapping: { source, defaultValue } }: { mapping: AttributeMapping }) {
  const unknown = unsimulatedFunctions(source);
  return (
    <>
      <code>{expressionOf(source)}</code>
      {defaultValue !== null && <p class="hint">Default value if null: {defaultValue}</p>}
      {unknown.length > 0 && (
        <p>
          <Badge tone="warning">Not simulated</Badge>{' '}
          <span class="hint">{notSimulated(unknown)}</span>
        </p>
      )}
    </>
  );
}

function DeleteButton({
  shell,
  schema,
  address,
  mapping: { targetAttributeName },
}: ObjectProps & { mapping: AttributeMapping }) {
  return (
    <AdminForm shell={shell} action={`${address}/delete`} version={schemaTag(schema)} inline>
      <HiddenField name="target" value={targetAttributeName} />
      <Button appearance="link" aria-label={`Delete mapping of ${targetAttributeName}`}>
        Delete
      </Button>
    </AdminForm>
  );
}
