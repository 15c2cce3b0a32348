import { CopyButton } from './copy.tsx';
import { scrollArea } from './scroll-area.ts';

/** XML, JSON or a command, verbatim: white space is kept, long lines wrap anywhere, and `tall` adds a scroll area. */
export function CodeBlock({
  code,
  label,
  copy = true,
  tall = false,
}: {
  code: string;
  label: string;
  copy?: boolean | undefined;
  tall?: boolean | undefined;
}) {
  return (
    <figure class="code">
      <figcaption>
        <span>{label}</span>
        {copy && <CopyButton value={code} label={label} text />}
      </figcaption>
      <pre class={tall ? 'code-tall' : undefined} {...scrollArea(label)}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
