import { readFileSync } from 'node:fs';

interface BundledLibrary {
  readonly version: string;
  readonly notice: string;
}

interface Package {
  license: string;
  version: string;
  homepage?: string;
  author?: string | { name: string };
  dependencies?: Record<string, string>;
}

/**
 * Libraries inside the bundle, because they have so many modules that opening them would take most of a start, and those that they need; by
 * name, with the version and the notice that their licenses require.
 */
export const bundledLibraries: ReadonlyMap<string, BundledLibrary> = withDependencies([
  'kysely',
  'typebox',
  'fastify',
]);

/** All but the log, which the command line opens too. */
function withDependencies(names: readonly string[]): Map<string, BundledLibrary> {
  const found = new Map<string, BundledLibrary>();
  const waiting = [...names];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (name === 'pino' || found.has(name)) continue;
    const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
    const {
      license,
      version,
      homepage,
      author,
      dependencies = {},
    } = JSON.parse(readFileSync(file, 'utf8')) as Package;
    const by = typeof author === 'object' ? author.name : author;
    const notice = [`${name} ${version}: ${license} license`, by, homepage]
      .filter(Boolean)
      .join(', ');
    found.set(name, { version, notice });
    waiting.push(...Object.keys(dependencies));
  }
  return found;
}
