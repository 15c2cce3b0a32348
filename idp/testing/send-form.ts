import type { Browser, Seen } from './browser.ts';

type Fields = Record<string, string> | [string, string][];

/**
 * Sends a form of a page, with the token and the version that the page carries.
 *
 * @param action where to; the page's own address unless given
 */
export async function sendForm(
  browser: Browser,
  page: string,
  fields: Fields,
  action: string = page,
): Promise<Seen> {
  const { body } = await browser.get(page);
  const form = body.slice(body.indexOf(`action="${action}"`));
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1];
  const version = hidden('version');
  return browser.post(action, [
    ['_csrf', hidden('_csrf') ?? ''],
    ...(version === undefined ? [] : ([['version', version]] as [string, string][])),
    ...(Array.isArray(fields) ? fields : Object.entries(fields)),
  ]);
}
