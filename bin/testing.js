// What `import 'samlab/testing'` finds first; see library.js.
import './library.js';

export const { useLab } = await import('../dist/bundle/testing.js');
