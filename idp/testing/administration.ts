import { Browser, type Seen } from './browser.ts';
import { type Contoso, globalAdministrator } from './contoso.ts';

/** A browser that is signed in to the admin center, as the Global Administrator by default. */
export async function administrationBrowser(
  lab: Contoso,
  user: string = globalAdministrator,
): Promise<Browser> {
  const browser = new Browser(lab.idp.app);
  const sent = await browser.signIn(await browser.get('/admin'), { user });
  if (sent.headers.location !== '/admin') throw new Error(`Not signed in: ${sent.status}`);
  return browser;
}

/** The text of a page as a person reads it, white space collapsed. */
export function textOf({ body }: Seen): string {
  return body
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');
}
