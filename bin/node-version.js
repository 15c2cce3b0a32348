// Plain JavaScript that any Node can read.
const required = 24; // "engines" in package.json

/**
 * What to say to a Node that is too old, and undefined to one that is not. `samlab` is not on the public registry, so that no `npx -p
 * samlab` may be recommended: the package of a stranger who published that name would run.
 *
 * @param {string} how the command or the step that does it without installing Node
 */
export function tooOld(how) {
  if (parseInt(process.versions.node, 10) >= required) return undefined;
  return `samlab: Node.js ${required} or later is needed, and this is ${process.version}. Install it from https://nodejs.org, or ${how}`;
}
