import type { Page } from 'playwright/test';

/** Returns the XML to send instead of the Response. */
export type Alteration = (xml: string) => string | Promise<string>;

/**
 * Alters the next Response that the browser posts to `acs`, once, as an attacker in the browser could.
 *
 * @returns the form body that was sent, to send it again
 */
export async function alterNextResponse(page: Page, acs: string, alter: Alteration) {
  const sent: { form?: Record<string, string> } = {};
  await page.route(
    acs,
    async (route) => {
      const form = new URLSearchParams(route.request().postData() ?? '');
      const xml = Buffer.from(form.get('SAMLResponse') ?? '', 'base64').toString('utf8');
      form.set('SAMLResponse', Buffer.from(await alter(xml), 'utf8').toString('base64'));
      sent.form = Object.fromEntries(form);
      await route.continue({ postData: form.toString() });
    },
    { times: 1 },
  );
  return sent;
}
