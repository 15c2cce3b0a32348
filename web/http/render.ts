import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { inLab, type LabShown } from '../components/lab-around.tsx';

/**
 * A whole page as text. The doctype comes first, or browsers would fall back to quirks mode; everything in the tree is escaped.
 *
 * @param lab the lab that the site runs in, which the page then shows
 */
export function renderPage(page: VNode, lab?: LabShown): string {
  return `<!doctype html>${renderToString(lab ? inLab(page, lab) : page)}`;
}
