import type { Browser, Seen } from './browser.ts';

/**
 * Sends a form of a page that carries files, with the token that the page carries.
 *
 * @param action of the form; default: the page's address
 */
export async function sendFile(
  browser: Browser,
  page: string,
  files: Record<string, string | Buffer>,
  fields: Record<string, string> = {},
  action: string = page,
): Promise<Seen> {
  const { forms } = await browser.get(page);
  const shown = forms.find((form) => form.action === action)?.fields;
  const sent = new FormData();
  for (const [name, value] of Object.entries({ _csrf: shown?._csrf ?? '', ...fields }))
    sent.append(name, value);
  for (const [name, content] of Object.entries(files))
    sent.append(name, new File([Buffer.from(content)], 'file'));
  return browser.post(action, sent);
}
