import type { Page } from 'playwright/test';

/** The kind of a page: its path with ids replaced by placeholders. */
const kindOf = (url: URL) =>
  url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, ':id')
    .replace(/\b[0-9A-F]{40}\b/gi, ':thumbprint')
    .replace(/^\/cases\/.+/, '/cases/:case')
    .replace(/(\/apps\/new)\/(?!own$)[^/]+$/, '$1/:template')
    .replace(/(\/claims)\/(?!new$|name-id$|groups$|preview$|advanced$)[^/]+$/, '$1/:claim');

/** URLs that end the session, or that return a file or a response instead of a page. */
const notAPage =
  /logout|sign-out|\/certificates\/|federationmetadata|\/api\/|\/healthz|\/assets\//i;

/**
 * Follows the links of a site from the current page and calls `check` once per kind of page, with the HTTP status.
 *
 * @returns the kinds in the order they were found
 */
export async function visitEveryPage(
  page: Page,
  check: (status: number) => Promise<void>,
): Promise<string[]> {
  const { origin } = new URL(page.url());
  const kinds = new Set<string>();
  const waiting = [page.url()];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const kind = kindOf(new URL(next));
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    const answer = await page.goto(next);
    await check(answer?.status() ?? 0);
    const links = await page
      .locator('a[href]:not([download])')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    for (const link of links) {
      const url = new URL(link);
      if (url.origin === origin && !notAPage.test(url.pathname)) waiting.push(url.href);
    }
  }
  return [...kinds];
}
