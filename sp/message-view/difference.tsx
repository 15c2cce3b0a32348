/**
 * A found value with the part marked that differs from the expected value; plain text when either is a sentence
 * rather than a single value, or when they have hardly anything in common.
 */
export function Difference({ expected, found }: { expected: string; found: string }) {
  if (/\s/.test(expected) || /\s/.test(found)) return <>{found}</>;
  const start = commonLength(expected, found);
  const rest = Math.min(expected.length, found.length) - start;
  const end = Math.min(rest, commonLength(reverse(expected), reverse(found)));
  if (start < 5) return <code>{found}</code>;
  const differs = found.slice(start, found.length - end);
  return (
    <code>
      {found.slice(0, start)}
      <mark title="This part differs">{differs === '' ? '\u2038' : differs}</mark>
      {found.slice(found.length - end)}
    </code>
  );
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

const reverse = (text: string) => [...text].reverse().join('');
