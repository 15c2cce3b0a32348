import { localName, messageTree, signedIds, type TreeNode } from './message-tree.ts';

/** One element, text or other markup of a message. */
export interface Line {
  readonly depth: number;
  /** The full content and depth; lines with the same key are equal. */
  readonly key: string;
  readonly text: string;
  readonly signed: boolean;
  /** Shown as a landmark even when nothing near it differs. */
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
 * Splits a message into lines; an element that contains only text is one line.
 *
 * @param signatures whether digest and signature values are part of the keys
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

/** Namespaces are shown only when an element has no other attributes. */
const namespaces = ({ attributes, kind }: TreeNode): string =>
  kind === 'element' && attributes.length > 1
    ? attributes.map(([key, text]) => ` ${key}="${short(text)}"`).join('')
    : '';

const end = (length: number) => Math.floor(length / 3);

/** Shortens long values in the middle and IDs to their beginning. */
function short(text: string, maxLength = 44): string {
  const id = /^#?_[\da-f]{4}(?=[\da-f]{28}$)/.exec(text)?.[0];
  if (id !== undefined) return `${id}…`;
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - end(maxLength) - 1)}…${text.slice(-end(maxLength))}`;
}
