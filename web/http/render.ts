import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { inLab } from '../components/lab-home.tsx';

/**
 * A whole page as text. The doctype comes first, or browsers would fall back to quirks mode; everything in the tree is escaped.
 *
 * @param labHome address of the lab home, to which the page then links
 */
export function renderPage(page: VNode, labHome?: string): string {
  return `<!doctype html>${renderToString(labHome ? inLab(page, labHome) : page)}`;
}
