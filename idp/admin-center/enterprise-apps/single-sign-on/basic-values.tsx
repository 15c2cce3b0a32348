import { Button, FieldSet, Radio } from '../../../../web/components/controls.tsx';
import { Field } from '../../../../web/components/field.tsx';
import { basicSamlLabels as labels } from '../../../directory/applications/basic-saml-rules.ts';
import { faultOf } from '../../admin-form.tsx';
import type { FieldFault } from '../../field-faults.ts';
import type { List } from './basic-form.ts';

interface ValuesProps {
  list: List;
  values: readonly string[];
  faults: readonly FieldFault[] | undefined;
  add: string;
  hint: string;
  patterns?: readonly string[] | undefined;
}

/** Several values, one of which is the default. */
export function Values({ list, values, faults, add, hint, patterns }: ValuesProps) {
  const rows = values.length > 0 ? values : [''];
  return (
    <FieldSet
      legend={labels[list]}
      hint={
        <>
          {hint}
          <Patterns patterns={patterns} />
        </>
      }
    >
      {rows.map((value, row) => (
        <div key={row} class="value-row">
          <Field
            label={row === 0 ? labels[list] : `${labels[list]} ${row + 1}`}
            hideLabel
            name={list}
            id={row === 0 ? list : `${list}${row + 1}`}
            type={list === 'replyUrls' ? 'url' : 'text'}
            value={value}
            error={faultOf(faults, `${list}.${row}`)}
          />
          {rows.length > 1 && (
            <div class="actions">
              <Radio
                name={`${list}Default`}
                value={String(row)}
                label={`Default (${row + 1})`}
                checked={row === 0}
              />
              <Button
                appearance="link"
                name="do"
                value={`delete:${list}:${row}`}
                aria-label={`Delete ${labels[list]} ${row + 1}`}
              >
                Delete
              </Button>
            </div>
          )}
        </div>
      ))}
      <div>
        <Button appearance="link" name="do" value={`add:${list}`}>
          {add}
        </Button>
      </div>
    </FieldSet>
  );
}

/** The patterns that the addresses of a gallery application follow. */
export function Patterns({ patterns }: { patterns: readonly string[] | '' | undefined }) {
  if (!patterns || patterns.length === 0) return null;
  return (
    <span>
      {' '}
      Patterns: <code>{patterns.join(', ')}</code>
    </span>
  );
}
