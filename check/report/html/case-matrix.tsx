import { type ReportGroup, reportGroups } from '../groups.ts';
import type { CaseReport } from '../report.ts';
import { lookOf } from './verdict-badge.tsx';

export interface CasesOfGroup {
  readonly group: ReportGroup;
  readonly of: readonly CaseReport[];
}

/** A link for each case, with the symbol of its verdict, by group. */
export function CaseMatrix({ rows }: { rows: readonly CasesOfGroup[] }) {
  return (
    <div class="scroll">
      <table class="matrix">
        <tbody>
          {rows.map(({ group, of }) => (
            <tr key={group}>
              <th scope="row">{reportGroups[group]}</th>
              <td>
                <ul class="cells">
                  {of.map((each) => (
                    <Cell key={each.id} of={each} />
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ of }: { of: CaseReport }) {
  const { symbol, word, tone } = lookOf(of);
  const name = `${of.id}: ${word}`;
  return (
    <li>
      <a class={`cell tone-${tone}`} href={`#${of.id}`} title={name} aria-label={name}>
        {symbol}
      </a>
    </li>
  );
}
