import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A whole page as text. The doctype comes first, or browsers would fall back to quirks mode; everything in the tree is escaped. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}
