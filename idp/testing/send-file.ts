import type { Browser, Seen } from './browser.ts';

/**
 * Sends a form of a page that carries files, with the token that the page carries.
 *
 * @param action where to; the page's own address unless given
 */
export async function sendFile(
  browser: Browser,
  page: string,
  files: Record<string, string | Buffer>,
  fields: Record<string, string> = {},
  action: string = page,
): Promise<Seen> {
  const boundary = 'a-boundary-that-no-file-holds';
  const part = (disposition: string, content: string | Buffer) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]);
  const { body } = await browser.get(page);
  const form = body.slice(body.indexOf(`action="${action}"`));
  const token = /name="_csrf" value="([^"]*)"/.exec(form)?.[1] ?? '';
  const parts = [
    ...Object.entries({ _csrf: token, ...fields }).map(([name, value]) =>
      part(`name="${name}"`, value),
    ),
    ...Object.entries(files).map(([name, content]) =>
      part(`name="${name}"; filename="file"`, content),
    ),
  ];
  return browser.postRaw(
    action,
    `multipart/form-data; boundary=${boundary}`,
    Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  );
}
