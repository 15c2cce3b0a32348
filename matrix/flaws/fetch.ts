/** Requests for what a message names, which a strict service provider never makes. */

const open = new Set<Promise<unknown>>();

/** Asks for each that is a web address. */
export function fetchAll(urls: readonly string[]): void {
  for (const url of urls) {
    if (!/^https?:/.test(url)) continue;
    const asked = fetch(url)
      .catch(() => undefined)
      .finally(() => open.delete(asked));
    open.add(asked);
  }
}

/** When all that was asked for has come. */
export const allFetched = (): Promise<unknown> => Promise.all(open);
