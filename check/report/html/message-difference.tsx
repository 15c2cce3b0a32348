import {
  changedPart,
  type DifferenceRow,
  lineDifference,
} from '../../../web/markup/line-difference.ts';
import { xmlLines } from '../../../web/markup/xml-lines.ts';

/** Equal lines to show around a difference. */
const CONTEXT = 3;

const signs = { same: '', changed: '~', removed: '−', added: '+' } as const;

/** The valid message and the one that was sent, side by side; long equal parts are folded. */
export function MessageDifference({ honest, sent }: { honest: string; sent: string }) {
  const rows = lineDifference(xmlLines(honest), xmlLines(sent));
  return (
    <div class="scroll">
      <table class="diff">
        <thead>
          <tr>
            <th class="sign" />
            <th scope="col">Valid response</th>
            <th class="sign" />
            <th scope="col">Sent</th>
          </tr>
        </thead>
        <tbody>
          {fold(rows).map((row, n) =>
            typeof row === 'number' ? (
              <tr key={n} class="gap">
                <td colSpan={4}>{row} equal lines</td>
              </tr>
            ) : (
              <tr key={n} class={row.kind}>
                <td class="sign">{row.left === undefined ? '' : signs[row.kind]}</td>
                <td>{side(row, 'left')}</td>
                <td class="sign">{row.right === undefined ? '' : signs[row.kind]}</td>
                <td>{side(row, 'right')}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function side(row: DifferenceRow, which: 'left' | 'right') {
  const text = row[which] ?? '';
  if (row.kind !== 'changed') return text;
  const [start, left, right] = changedPart(row.left ?? '', row.right ?? '');
  const end = start + (which === 'left' ? left : right);
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}

/** Rows, with the number of rows in place of folded ones. */
function fold(rows: readonly DifferenceRow[]): (DifferenceRow | number)[] {
  const near = rows.map((_, n) =>
    rows.slice(Math.max(0, n - CONTEXT), n + CONTEXT + 1).some(({ kind }) => kind !== 'same'),
  );
  const folded: (DifferenceRow | number)[] = [];
  let hidden = 0;
  for (const [n, row] of rows.entries()) {
    if (near[n]) {
      if (hidden > 0) folded.push(hidden);
      hidden = 0;
      folded.push(row);
    } else hidden += 1;
  }
  if (hidden > 0) folded.push(hidden);
  return folded;
}
