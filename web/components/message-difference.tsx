import type { DifferenceLine } from '../markup/difference-lines.ts';

const signs = { removed: '− ', added: '+ ', same: '  ', folded: '⋯ ' } as const;

/** What was changed in the valid message: removed and added lines with a sign, so that colour is not the only difference. */
export function MessageDifference({ lines }: { lines: readonly DifferenceLine[] }) {
  return (
    <pre class="difference">{lines.map(({ kind, parts }, n) => rendered(kind, parts, n))}</pre>
  );
}

function rendered(
  kind: DifferenceLine['kind'],
  [before, changed, after]: DifferenceLine['parts'],
  key: number,
) {
  const content = (
    <>
      {signs[kind]}
      {before}
      {changed !== '' && <mark>{changed}</mark>}
      {after}
    </>
  );
  // These two are blocks; the others are text with a line end.
  if (kind === 'removed') return <del key={key}>{content}</del>;
  if (kind === 'added') return <ins key={key}>{content}</ins>;
  return (
    <>
      {kind === 'folded' ? <i>{content}</i> : content}
      {'\n'}
    </>
  );
}
