import { xmlPieces } from '../../../web/markup/xml-pieces.ts';

/**
 * A message as a tree, for display only. It is built from text because messages can be ill-formed: whatever does not fit becomes
 * text. No check relies on it.
 */
export interface TreeNode {
  readonly kind: 'element' | 'text' | 'markup';
  /** The element's name with its prefix, or the text. */
  readonly label: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: TreeNode[];
}

/** Deeper elements are shown as text: a page cannot indent them, and recursion would overflow the stack. */
const MAX_DEPTH = 40;

/** The top-level nodes of `xml`, usually one. */
export function messageTree(xml: string): TreeNode[] {
  const roots: TreeNode[] = [];
  const open: TreeNode[] = [];
  const add = (node: TreeNode) => (open.at(-1)?.children ?? roots).push(node);
  for (const { kind, text } of xmlPieces(xml)) {
    const [, name = '', rest = ''] = tag.exec(text) ?? [];
    if (kind === 'text' || kind === 'markup') {
      if (text.trim() !== '') add({ kind, label: text.trim(), attributes: [], children: [] });
    } else if (kind === 'close') {
      const at = open.findLastIndex(({ label }) => label === name);
      if (at >= 0) open.length = at;
      else add({ kind: 'markup', label: text, attributes: [], children: [] });
    } else if (open.length >= MAX_DEPTH) {
      add({ kind: 'markup', label: text, attributes: [], children: [] });
    } else {
      const node: TreeNode = {
        kind: 'element',
        label: name,
        attributes: [...rest.matchAll(attribute)].map(([, key = '', a, b]) => [key, a ?? b ?? '']),
        children: [],
      };
      add(node);
      if (kind === 'open') open.push(node);
    }
  }
  return roots;
}

const tag = /^<\/?([^\s/>]+)([\s\S]*)>$/;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

export const localName = ({ label }: TreeNode): string => label.slice(label.indexOf(':') + 1);

/** The IDs that the Signatures of a message reference. `''` means the whole document. */
export function signedIds(nodes: readonly TreeNode[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: TreeNode) => {
    if (node.kind === 'element' && localName(node) === 'Reference')
      for (const [name, value] of node.attributes)
        if (name === 'URI') found.add(value.replace(/^#/, ''));
    node.children.forEach(visit);
  };
  nodes.forEach(visit);
  return found;
}
