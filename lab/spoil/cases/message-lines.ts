import { localName, messageTree, signedIds, type TreeNode } from './message-tree.ts';

/** One element, text or other markup of a message. */
export interface Line {
  readonly depth: number;
  /** The whole of it, with its depth; two lines with one key are the same. */
  readonly key: string;
  readonly text: string;
  readonly signed: boolean;
  /** Kept as a landmark even where nothing around it differs. */
  readonly landmark: boolean;
}

const landmarks = new Set([
  'Response',
  'Assertion',
  'Signature',
  'Subject',
  'NameID',
  'Conditions',
]);

const computed = new Set(['DigestValue', 'SignatureValue']);

/**
 * A message in lines, an element that holds nothing but text in one.
 *
 * @param signatures whether digest and signature values count when lines are compared.
 */
export function messageLines(xml: string, { signatures = false } = {}): Line[] {
  const roots = messageTree(xml);
  const ids = signedIds(roots);
  const found: Line[] = [];
  const visit = (node: TreeNode, depth: number, inSigned: boolean, inSignature: boolean) => {
    const name = node.kind === 'element' ? localName(node) : '';
    const id = node.attributes.find(([key]) => key === 'ID')?.[1];
    const signed = inSigned || (depth === 0 && ids.has('')) || (id !== undefined && ids.has(id));
    const [only] = node.children;
    const value = node.children.length === 1 && only?.kind === 'text' ? only.label : undefined;
    const attributes = node.attributes.map(([key, text]) => ` ${key}="${text}"`).join('');
    const shown = node.attributes
      .filter(([key]) => !key.startsWith('xmlns'))
      .map(([key, text]) => ` ${key}="${short(text)}"`)
      .join('');
    found.push({
      depth,
      key: `${depth} ${node.label}${attributes}: ${computed.has(name) && value && !signatures ? '' : value}`,
      text: `${short(node.label, 160)}${shown || namespaces(node)}${value === undefined ? '' : `: ${short(value, 80)}`}`,
      signed: signed && !inSignature && name !== 'Signature', // a signature does not sign itself
      landmark: landmarks.has(name) && !inSignature,
    });
    if (value !== undefined) return;
    const below = inSignature || name === 'Signature';
    for (const child of node.children) visit(child, depth + 1, signed, below);
  };
  for (const root of roots) visit(root, 0, false, false);
  return found;
}

/** Namespaces are shown where there is nothing else to tell elements apart. */
const namespaces = ({ attributes, kind }: TreeNode): string =>
  kind === 'element' && attributes.length > 1
    ? attributes.map(([key, text]) => ` ${key}="${short(text)}"`).join('')
    : '';

const end = (length: number) => Math.floor(length / 3);

/** Long values lose their middle, IDs all but their beginning. */
function short(text: string, most = 44): string {
  const id = /^#?_[\da-f]{4}(?=[\da-f]{28}$)/.exec(text)?.[0];
  if (id !== undefined) return `${id}…`;
  if (text.length <= most) return text;
  return `${text.slice(0, most - end(most) - 1)}…${text.slice(-end(most))}`;
}
