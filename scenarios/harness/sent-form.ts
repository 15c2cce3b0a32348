import type { Page } from 'playwright/test';

/** How to fill in and submit a form. */
export interface SentForm {
  /** Values by field name; a Buffer is uploaded as a file. */
  fields: Readonly<Record<string, string | Buffer>>;
  /** The label of the submit button. */
  button: string;
}

/** Submits a form without the browser's validation. @returns the HTTP status of the answer */
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
