/** Checks the window against WCAG 2.2 AA with axe. */
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';

// The same axe that AxeBuilder uses in some tests, so that the rules are the same everywhere.
const { source }: Pick<typeof axe, 'source'> = createRequire(
  createRequire(import.meta.url).resolve('@axe-core/playwright'),
)('axe-core');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The rules with these tags that depend on colours. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** A page into which axe has been loaded. */
type PageWithAxe = { readonly axe?: Pick<typeof axe, 'run'> };

/**
 * Resolves once no animation has run for some frames, because colours and positions change during one. A layer begins to
 * fade only a frame after the content that a test waits for.
 */
function waitForAnimations(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let calmFrames = 0; calmFrames < 3; ) {
      const running = document.getAnimations();
      await Promise.all(running.map((each) => each.finished.catch(() => null)));
      await new Promise(requestAnimationFrame);
      calmFrames = running.length === 0 ? calmFrames + 1 : 0;
    }
  });
}

/**
 * Stops transitions while axe looks at the page: a notice that fades out meanwhile is invisible at once. Axe would find
 * too little contrast in it.
 */
async function withoutTransitions<T>(page: Page, look: () => Promise<T>): Promise<T> {
  await waitForAnimations(page);
  const sheet = await page.evaluateHandle(() => {
    const still = new CSSStyleSheet();
    still.replaceSync('*, *::before, *::after { transition: none !important }');
    document.adoptedStyleSheets.push(still);
    return still;
  });
  try {
    return await look();
  } finally {
    await sheet.evaluate((still) => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== still);
    });
  }
}

/** Returns every violation that axe finds in the window, or in a part of it, including best practices. */
export async function allViolationsOf(page: Page, part?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await withoutTransitions(page, () =>
    (part === undefined ? axe : axe.include(part)).analyze(),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
}

/**
 * Returns axe's violations in the window's current state, each with its place. The dark theme changes only
 * colours, and each test in the dark theme has a twin in the light theme that applies every rule to the same
 * screens. Therefore only colour rules are applied in the dark theme. AxeBuilder would load axe again for
 * each check, and describe everything that passes, which takes three times as long.
 */
export async function violationsOf(page: Page, where: string): Promise<string[]> {
  return withoutTransitions(page, () => runAxe(page, where));
}

async function runAxe(page: Page, where: string): Promise<string[]> {
  // Load axe once per document.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  return page.evaluate(
    async ({ tags, colourRules, where }) => {
      const loaded = (globalThis as PageWithAxe).axe;
      if (loaded === undefined) throw new Error('axe was not loaded into the page');
      const found = await loaded.run(document, {
        runOnly: matchMedia('(prefers-color-scheme: dark)').matches ? colourRules : tags,
        resultTypes: ['violations'],
      });
      return found.violations.flatMap(({ id, help, nodes }) =>
        nodes.map(
          (node) => `${where}: ${id} (${help}) ${node.target.join(' ')} ${node.failureSummary ?? ''}`,
        ),
      );
    },
    { tags, colourRules, where },
  );
}
