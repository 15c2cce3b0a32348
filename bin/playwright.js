// What `import 'samlab/playwright'` finds first; see library.js.
import './library.js';

export const { expect, test } = await import('../dist/bundle/playwright.js');
