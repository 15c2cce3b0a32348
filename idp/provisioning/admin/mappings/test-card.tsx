import { Button } from '../../../../web/components/controls.tsx';
import { Field, TextArea } from '../../../../web/components/field.tsx';
import { Card, Facts, MessageBar } from '../../../../web/components/surfaces.tsx';
import { typedFields } from '../../../../web/http/typed-fields.ts';
import { faultOf } from '../../../admin-center/admin-form.tsx';
import type { FieldFault } from '../../../admin-center/field-faults.ts';
import type { Plain } from '../../expressions/value.ts';
import type { AttributeMapping, ObjectType } from '../../schema/schema.ts';
import type { TestForm, TestResult } from './test-form.ts';

interface CardProps {
  type: ObjectType;
  form: TestForm;
  faults: readonly FieldFault[] | undefined;
  /** Where the form is sent for a test. */
  action: string;
  result: TestResult | undefined;
}

/** "Test the expression", as in the expression builder of Entra: with the values of somebody, or with typed ones. Nothing is saved. */
export function TestCard({ type, form, faults, action, result }: CardProps) {
  const field = typedFields({ ...form }, (name) => faultOf(faults, name));
  const whose = type === 'User' ? 'user' : 'group';
  return (
    <Card title="Test the expression" id="expressionTest">
      {result && <Result result={result} isBare={isBare(form)} whose={whose} />}
      <Field
        label={type === 'User' ? 'User' : 'Group'}
        {...field('testObject')}
        hint={
          type === 'User'
            ? 'User principal name or object ID of somebody whose values are put in.'
            : 'Name or object ID of a group whose values are put in.'
        }
        autocomplete="off"
        spellcheck={false}
        optional
      />
      <TextArea
        label="Attribute values"
        {...field('testValues')}
        hint={`One in a line, as department = Sales. They come before those of the ${whose}; what has no value is empty.`}
        spellcheck={false}
        rows={3}
        optional
      />
      <Button appearance="secondary" id="testExpression" formaction={`${action}#expressionTest`}>
        Test expression
      </Button>
    </Card>
  );
}

/** Nobody is named, and no value typed. */
const isBare = ({ testObject, testValues }: TestForm) =>
  testObject.trim() === '' && testValues.trim() === '';

function Result({
  result: { made, read },
  isBare: bare,
  whose,
}: {
  result: TestResult;
  isBare: boolean;
  whose: string;
}) {
  const tone = made.leftOut !== undefined ? 'warning' : 'success';
  const roles = made.roles?.roles.map(({ value }) => value);
  const value = roles ?? made.value;
  return (
    <div id="testResult">
      <MessageBar tone={tone} title={made.leftOut ?? title(value)}>
        {value === null && made.leftOut === undefined && <WithoutValue mapping={made.mapping} />}
        {bare && read.length > 0 && (
          <p>Name a {whose} or type values: without them, every attribute is empty.</p>
        )}
        {made.isRedacted && <p>The logs show [Redact] in its place.</p>}
      </MessageBar>
      {read.length > 0 && (
        <Facts
          items={read.map((one) => ({ term: one.name, value: <code>{shown(one.value)}</code> }))}
        />
      )}
    </div>
  );
}

const title = (value: unknown): string =>
  value === null ? 'No value' : `Result: ${JSON.stringify(value)}`;

function WithoutValue({ mapping: { defaultValue } }: { mapping: AttributeMapping }) {
  return (
    <p>
      {defaultValue === null
        ? 'Nothing is written to the application.'
        : `At creation, the default value ${JSON.stringify(defaultValue)} is written; later nothing.`}
    </p>
  );
}

const shown = (value: Plain): string => (value === null ? '(no value)' : JSON.stringify(value));
