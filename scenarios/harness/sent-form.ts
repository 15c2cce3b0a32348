import type { Page } from 'playwright/test';

/** How a form of a page is filled in and sent. */
export interface SentForm {
  /** By field name; a Buffer is a file. */
  fields: Readonly<Record<string, string | Buffer>>;
  /** What sends it: the label of its button. */
  button: string;
}

/** Sends a form as it is filled in, whatever the browser would say to it. @returns the status of the answer */
export async function sendForm(page: Page, { fields, button }: SentForm): Promise<number> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    for (const form of document.querySelectorAll('form')) form.noValidate = true;
  });
  const [firstField = '_csrf'] = Object.keys(fields);
  const forms = page.locator('form').filter({ has: page.locator(`[name="${firstField}"]`) });
  const form = forms.filter({ has: page.getByRole('button', { name: button, exact: true }) });
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]:visible`).first();
    if (typeof value === 'string') await field.fill(value);
    else await field.setInputFiles({ name: 'file', mimeType: 'text/plain', buffer: value });
  }
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    form.getByRole('button', { name: button, exact: true }).first().click(),
  ]);
  await page.waitForLoadState();
  return answer.status();
}
