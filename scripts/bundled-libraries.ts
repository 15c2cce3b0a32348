import { readdirSync, readFileSync } from 'node:fs';

interface BundledLibrary {
  readonly version: string;
  /** Name, version, author and the text of the license. */
  readonly notice: string;
}

interface Package {
  license: string;
  version: string;
  homepage?: string;
  author?: string | { name: string };
  dependencies?: Record<string, string>;
}

/** What Fastify would load for a route with a schema; here none has one (`web/http/fastify-options.ts`). */
export const neverLoaded: readonly string[] = [
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
];
/** Pino is installed beside the package, because its threads open files of it by name. */
const outside = ['pino', ...neverLoaded];

/**
 * Libraries inside the bundle, and those that they need; by name, with the version and the notice that their licenses require. Most are there because
 * a start would open each of their files; the last two would be a quarter of what npm installs, of which little is used.
 */
export const bundledLibraries: ReadonlyMap<string, BundledLibrary> = withDependencies([
  'kysely',
  'typebox',
  'fastify',
  '@fastify/cookie',
  '@fastify/csrf-protection',
  '@fastify/formbody',
  '@fastify/multipart',
  'fastify-plugin',
  'helmet',
  'preact',
  'preact-render-to-string',
  'commander',
  'node-forge',
  'parse5',
  '@simplewebauthn/server',
  'tough-cookie',
]);

function withDependencies(names: readonly string[]): Map<string, BundledLibrary> {
  const found = new Map<string, BundledLibrary>();
  const waiting = [...names];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (outside.includes(name) || found.has(name)) continue;
    const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
    const {
      license,
      version,
      homepage,
      author,
      dependencies = {},
    } = JSON.parse(readFileSync(file, 'utf8')) as Package;
    const by = typeof author === 'object' ? author.name : author;
    const title = [`${name} ${version}: ${license} license`, by, homepage].filter(Boolean);
    const text = licenseText(new URL('.', file));
    found.set(name, { version, notice: `${title.join(', ')}\n\n${text}`.trimEnd() });
    waiting.push(...Object.keys(dependencies));
  }
  return found;
}

/** The license file of a package; empty for the few that have none, whose title says it. */
function licenseText(folder: URL): string {
  const name = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  return name === undefined ? '' : readFileSync(new URL(name, folder), 'utf8');
}
