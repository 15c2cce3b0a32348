import type { Page } from 'playwright/test';
import type { Lab } from 'samlab';

/** Opens the sign-in page as Peakon does when it does not know who signs in. @param address the tenant's id, or `common` */
export async function open(page: Page, { start }: Lab, address: string): Promise<void> {
  const sent = await page.request.get(`${start.sp}/login?company=contoso`, { maxRedirects: 0 });
  const to = sent.headers().location ?? '';
  await page.goto(to.replace(start.tenantId, address));
}
