import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A whole page as text, doctype first (without it browsers fall back to quirks mode). Everything in the tree is escaped. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}
