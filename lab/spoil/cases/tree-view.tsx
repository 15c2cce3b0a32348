import type { AlteredTree, Branch } from './altered-tree.ts';

/** Both trees side by side, below each other on a narrow screen. What marks a line is said in words too. */
export function TreeView({ before, after, onlySignature }: AlteredTree) {
  return (
    <>
      {onlySignature && (
        <p>
          All that can be read is as in the honest message, but the signature is not: what was
          signed said something else, or somebody else signed it, or in another way.
        </p>
      )}
      <div class="trees">
        <Side title="Before: the honest answer" branches={before} sign="−" />
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

/** What shading and marks mean. */
export function TreeLegend() {
  return (
    <p class="hint">
      <span class="tree-signed tree-swatch">Shaded</span> is what a signature names as signed.{' '}
      <code class="tree-altered">−</code> and <code class="tree-altered">+</code> mark what differs.
      Digest and signature values, which follow from the rest, are compared only where nothing else
      differs.
    </p>
  );
}
