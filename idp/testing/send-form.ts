import type { Browser, Seen } from './browser.ts';

type Fields = Record<string, string> | [string, string][];

/**
 * Sends a form of a page, with the token and the version that the page carries.
 *
 * @param action of the form; default: the page's address
 * @throws {Error} when the page has no such form; without a token every post would be refused
 */
export async function sendForm(
  browser: Browser,
  page: string,
  fields: Fields,
  action: string = page,
): Promise<Seen> {
  const { forms } = await browser.get(page);
  const form = forms.find((each) => each.action === action);
  if (!form) throw new Error(`${page} has no form that goes to ${action}.`);
  const { _csrf = '', version } = form.fields;
  return browser.post(action, [
    ['_csrf', _csrf],
    ...(version === undefined ? [] : ([['version', version]] as [string, string][])),
    ...(Array.isArray(fields) ? fields : Object.entries(fields)),
  ]);
}
