import type { AlteredTree, Branch } from './altered-tree.ts';

/** Both trees side by side, or one below the other on a narrow screen. Marks also have a text for screen readers. */
export function TreeView({ before, after, onlySignature }: AlteredTree) {
  return (
    <>
      {onlySignature && (
        <p>
          Only the signature differs from the valid message: other content was signed, another key
          signed it, or it was signed in another way.
        </p>
      )}
      <div class="trees">
        <Side title="Before: the valid response" branches={before} sign="−" />
        <Side title="After: what is sent" branches={after} sign="+" />
      </div>
    </>
  );
}

function Side({
  title,
  branches,
  sign,
}: {
  title: string;
  branches: AlteredTree['before'];
  sign: string;
}) {
  return (
    <div class="tree">
      <h3>{title}</h3>
      <Level branches={branches} sign={sign} />
    </div>
  );
}

function Level({ branches, sign }: { branches: readonly (Branch | number)[]; sign: string }) {
  return (
    <ul>
      {branches.map((branch, n) =>
        typeof branch === 'number' ? (
          <li key={n} class="tree-more">
            … {branch} more
          </li>
        ) : (
          <li key={n} class={branch.signed ? 'tree-signed' : 'tree-unsigned'}>
            <Line {...branch} sign={sign} />
            {branch.children.length > 0 && <Level branches={branch.children} sign={sign} />}
          </li>
        ),
      )}
    </ul>
  );
}

function Line({ text, altered, sign }: Branch & { sign: string }) {
  if (!altered) return <code>{text}</code>;
  return (
    <code class="tree-altered">
      <span aria-hidden="true">{sign} </span>
      <span class="visually-hidden">Altered: </span>
      {text}
    </code>
  );
}

/** Explains shading and marks. */
export function TreeLegend() {
  return (
    <p class="hint">
      <span class="tree-signed tree-swatch">Shaded</span> content is referenced by a signature.{' '}
      <code class="tree-altered">−</code> and <code class="tree-altered">+</code> mark differences.
      Digest and signature values are compared only when nothing else differs.
    </p>
  );
}
