import type { ComponentChildren } from 'preact';
import { Badge } from './badge.tsx';

export interface CheckItem {
  /** The check's stable name, for programs. */
  name: string;
  title: ComponentChildren;
  /** `undefined`: not reached, because an earlier check failed. */
  passed: boolean | undefined;
  expected?: ComponentChildren;
  found?: ComponentChildren;
  /** Where the rule comes from, e.g. `SAML Core 2.5.1.4`. */
  clause?: ComponentChildren;
}

/** An ordered list of checks with what each expected and found. */
export function CheckList({ items }: { items: readonly CheckItem[] }) {
  return (
    <ol class="checks">
      {items.map((item) => (
        <Check key={item.name} {...item} />
      ))}
    </ol>
  );
}

function Check({ name, title, passed, expected, found, clause }: CheckItem) {
  const state = passed === undefined ? 'skipped' : passed ? 'pass' : 'fail';
  const word = { pass: 'Passed', fail: 'Failed', skipped: 'Not reached' }[state];
  const details = [
    { term: 'Expected', value: expected },
    { term: 'Found', value: found },
  ].filter(({ value }) => value !== undefined);
  return (
    <li
      class={`check check-${state}`}
      data-check={name}
      data-passed={passed === undefined ? undefined : String(passed)}
    >
      <div class="check-head">
        <span class="check-title">{title}</span>
        {clause !== undefined && <span class="check-clause">{clause}</span>}
        <Badge tone={state}>{word}</Badge>
      </div>
      {details.length > 0 && (
        <dl class="check-details">
          {details.map(({ term, value }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value === '' ? '(nothing)' : value}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
