import { Button, FieldSet, Radio } from '../../../../web/components/controls.tsx';
import { Field } from '../../../../web/components/field.tsx';
import { basicSamlLabels as labels } from '../../../directory/applications/basic-saml-rules.ts';
import type { RedirectUriSetting } from '../../../directory/applications/reply-url-indexes.ts';
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
  /** Of Reply URLs, each row of which has an index. */
  indexes?: readonly RedirectUriSetting[];
}

/** Several values, one of which is the default. */
export function Values({ list, values, faults, add, hint, patterns, indexes }: ValuesProps) {
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
          {indexes && <Index of={value} row={row} indexes={indexes} faults={faults} />}
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

function Index({
  of,
  row,
  indexes,
  faults,
}: {
  of: string;
  row: number;
  indexes: readonly RedirectUriSetting[];
  faults: ValuesProps['faults'];
}) {
  const at = indexes.findIndex(({ uri }) => uri === of);
  const index = indexes[at]?.index;
  return (
    <Field
      label={row === 0 ? 'Index' : `Index ${row + 1}`}
      hideLabel
      placeholder="Index"
      name="replyUrlIndex"
      id={row === 0 ? 'replyUrlIndex' : `replyUrlIndex${row + 1}`}
      type="number"
      min={0}
      max={65_535}
      class="short"
      value={Number.isInteger(index) ? String(index) : ''}
      error={faultOf(faults, `redirectUriSettings.${at}`)}
    />
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
