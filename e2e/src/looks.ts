import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const height = 900;
/** From this width on nothing stands at the foot of the screen. */
const firstWide = 640;

/**
 * Axe takes a second with every rule. What it looks at twice, light and wide and then dark and
 * narrow, is what theme and width change; the rest of a page is the same in both. What fits into
 * 360 px fits into the 390 of other phones, between which no page changes its layout.
 */
const looks = [
  { colorScheme: 'light', width: 1440, rules: 'all' },
  { colorScheme: 'dark', width: 360, rules: 'of looks' },
] as const;

const rulesOfLooks = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
];

/** Best practices about a page as a whole, which a dialog or menu over it has put out of reach. */
const rulesOfPages = ['landmark-one-main', 'page-has-heading-one', 'region'];

/** Rules of WCAG 2.2 up to AA, and axe's own best practices. */
async function findViolations(
  page: Page,
  rules: 'all' | 'of looks',
  isLayer: boolean,
): Promise<string[]> {
  // There are no frames to look into, so the extra page that this would open for each run is spared.
  // What passed is not asked for: gathering it takes longer than finding out.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (rules === 'of looks') axe.withRules(rulesOfLooks);
  else if (isLayer) axe.disableRules(rulesOfPages);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}

async function findOverflow(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}

/**
 * On a phone as tall as the page, since what is under the bar at its foot can be scrolled out from
 * there, which a rule about the size of targets does not know.
 */
async function heightAt(page: Page, width: number): Promise<number> {
  await page.setViewportSize({ width, height });
  if (width >= firstWide) return height;
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
  return Math.max(height, whole);
}

/** A screen as it is now: no violation in light and dark, nothing that scrolls sideways, wide and narrow. */
export async function expectGoodLooks(
  page: Page,
  name: string,
  { isLayer = false } = {},
): Promise<void> {
  for (const { colorScheme, width, rules } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: await heightAt(page, width) });
    const where = `${name}, ${colorScheme}, ${width} px`;
    expect.soft(await findOverflow(page), `${where}: sideways`).toBe(0);
    expect.soft(await findViolations(page, rules, isLayer), `${where}: axe`).toEqual([]);
  }
}
