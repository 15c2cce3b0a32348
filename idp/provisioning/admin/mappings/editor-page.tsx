import {
  Actions,
  Button,
  Checkbox,
  FieldSet,
  LinkButton,
  Radio,
} from '../../../../web/components/controls.tsx';
import { Field, Select, TextArea } from '../../../../web/components/field.tsx';
import { listAddress } from '../../../../web/components/pager.tsx';
import { Card } from '../../../../web/components/surfaces.tsx';
import { typedFields } from '../../../../web/http/typed-fields.ts';
import { AdminForm, faultOf } from '../../../admin-center/admin-form.tsx';
import { ApplicationPage } from '../../../admin-center/enterprise-apps/application-page.tsx';
import type { FieldFault } from '../../../admin-center/field-faults.ts';
import type { Shell } from '../../../admin-center/visit.ts';
import {
  type ObjectType,
  type SynchronizationSchema,
  targetAttributesOf,
} from '../../schema/schema.ts';
import { sourceAttributes } from '../../schema/source-attributes.ts';
import type { JobVisit } from '../provisioning-routes.ts';
import { objectMappingOf } from './edit-schema.ts';
import { flowTypeNames, type MappingForm, mappingLabels, mappingTypes } from './mapping-form.ts';
import { TestCard } from './test-card.tsx';
import type { TestForm, TestResult } from './test-form.ts';

interface PageProps {
  shell: Shell;
  visit: JobVisit;
  schema: SynchronizationSchema;
  type: ObjectType;
  /** Of the list of mappings. */
  address: string;
  form: MappingForm;
  version: string;
  /** The target attribute of the mapping that is edited; empty for a new one. */
  target: string;
  faults: readonly FieldFault[] | undefined;
  /** Whether a test is what they prevented. */
  isTest: boolean;
  test: TestForm;
  result: TestResult | undefined;
}

/** "Edit Attribute", with the test of Entra's expression builder. */
export function EditorPage(props: PageProps) {
  const { shell, visit, schema, type, address, version, target, faults } = props;
  const query = { target };
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning/mappings"
      trail={[
        { href: visit.path('provisioning/mappings'), title: 'Attribute mapping' },
        { href: address, title: objectMappingOf(schema, type).name },
      ]}
      title={target === '' ? 'New mapping' : 'Edit Attribute'}
      denial={visit.denial('app.provision')}
    >
      <AdminForm
        shell={shell}
        action={listAddress(`${address}/edit`, query)}
        version={version}
        faults={faults}
        refused={props.isTest ? 'The expression was not tested' : undefined}
        typed={props.result !== undefined}
      >
        <SourceFields {...props} />
        <TargetFields {...props} />
        <Actions>
          <Button id="save" disabled={!visit.may('app.provision')}>
            Save
          </Button>
          <LinkButton href={address}>Cancel</LinkButton>
        </Actions>
        <TestCard
          type={type}
          form={props.test}
          faults={faults}
          action={listAddress(`${address}/test`, query)}
          result={props.result}
        />
      </AdminForm>
    </ApplicationPage>
  );
}

const option = (name: string) => ({ value: name, label: name });
const chosen = { value: '', label: 'Choose…' };

function SourceFields({ type, form, faults }: PageProps) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <Card title="Source">
      <FieldSet legend="Mapping type">
        {Object.entries(mappingTypes).map(([value, label]) => (
          <Radio
            key={value}
            name="mappingType"
            value={value}
            label={label}
            checked={value === form.mappingType}
          />
        ))}
      </FieldSet>
      <Select
        label="Source attribute"
        {...field('sourceAttribute')}
        options={[chosen, ...sourceAttributes[type].map(({ name }) => option(name))]}
        hint="For the type Direct."
      />
      <Field
        label="Constant value"
        {...field('constant')}
        hint="For the type Constant, without quotes."
        autocomplete="off"
      />
      <TextArea
        label="Expression"
        {...field('expression')}
        hint='For the type Expression, such as Item(Split([userPrincipalName], "@"), 1). Functions that samlab does not simulate are kept, and marked.'
        spellcheck={false}
        rows={3}
      />
      <Field
        label={mappingLabels.defaultValue}
        {...field('defaultValue')}
        hint="Used only when the object is created."
        autocomplete="off"
        optional
      />
    </Card>
  );
}

function TargetFields({ schema, type, form, faults }: PageProps) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  const known = targetAttributesOf(schema, type).map(({ name }) => name);
  const names =
    form.targetAttribute === '' || known.includes(form.targetAttribute)
      ? known
      : [form.targetAttribute, ...known];
  return (
    <Card title="Target">
      <Select
        label={mappingLabels.targetAttribute}
        {...field('targetAttribute')}
        options={[chosen, ...names.map(option)]}
      />
      <Field
        label="Another target attribute"
        {...field('newTargetAttribute')}
        hint="One that is not in the list, such as urn:ietf:params:scim:schemas:extension:peakon:2.0:User:Business Unit. It is added to the list, as a text with one value."
        autocomplete="off"
        spellcheck={false}
        optional
      />
      <Checkbox
        label="Match objects using this attribute"
        // "matches" would hide the method of the form, which scripts and test tools call.
        name="matchObjects"
        checked={form.matches}
        hint="Accounts in the application are looked up by it."
      />
      <Field
        label={mappingLabels.matchingPriority}
        {...field('matchingPriority')}
        type="number"
        min={1}
        hint="1 is looked up first."
      />
      <Select
        label={mappingLabels.flowType}
        {...field('flowType')}
        options={Object.entries(flowTypeNames).map(([value, label]) => ({ value, label }))}
      />
    </Card>
  );
}
