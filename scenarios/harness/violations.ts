import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';

/**
 * The serious and critical violations that axe-core finds on the current page, in light mode and, for colour contrast, in dark
 * mode: path, rule and element.
 */
export async function seriousViolations(page: Page): Promise<string[]> {
  await settleIn(page, 'light');
  const light = await axe(page).analyze();
  await settleIn(page, 'dark');
  const dark = await axe(page).withRules('color-contrast').analyze();
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  const { pathname } = new URL(page.url());
  return [...light.violations, ...dark.violations]
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${pathname}: ${id} at ${target.join(' ')}`),
    );
}

/** Changes the colour scheme without transitions: half-way through one, a text has its new colour on the old background. */
async function settleIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
  });
}

/** Axe without a second tab for its result, which only pages with frames of other origins need, and without the list of what passed. */
const axe = (page: Page) =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
