import type { CodeSplittingGroup, OutputChunk, RolldownOutput } from 'rolldown';

/** What is loaded where somebody waits: a short name, and the module in `dist/` that begins it. */
const starts: Readonly<Record<string, string>> = {
  idp: 'idp/index.js',
  sp: 'sp/index.js',
  lab: 'lab/library.js',
  cli: 'cli/main.js',
  start: 'cli/start/run-start.js',
  check: 'cli/check/run-check-command.js',
  site: 'check/subject/site-thread.js',
};

/** Waits for the command that it runs. A file that the command loads, and that is joined with it, would wait for ever. */
const WAITS = '/dist/cli/main.js';

/**
 * Joins the files of a bundle that the same starts load. A bundler makes a separate file for each set of pages that share a module, some
 * forty for the identity provider, and Node takes longer to find and open a file than to run it. What no start loads stays as it is.
 *
 * @param apart the bundle without groups
 * @returns first those of many starts, because a group takes along what its modules need
 * @throws {Error} when no file of the bundle begins with the module of a start
 */
export function groupsOf({ output }: RolldownOutput): CodeSplittingGroup[] {
  const chunks = output.filter((file) => file.type === 'chunk');
  const reached = Object.entries(starts).map(([start, file]) => {
    const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/dist/${file}`));
    if (!first) throw new Error(`No file of the bundle begins with ${file}.`);
    return { start, loaded: loadedWith(first, chunks) };
  });
  const groups = new Map<string, { size: number; modules: Set<string> }>();
  for (const chunk of chunks) {
    const by = reached.filter(({ loaded }) => loaded.has(chunk)).map(({ start }) => start);
    if (by.length === 0) continue;
    const name = `of-${by.join('-')}`;
    const modules = groups.get(name)?.modules ?? new Set<string>();
    groups.set(name, { size: by.length, modules });
    for (const id of chunk.moduleIds) if (!id.endsWith(WAITS)) modules.add(id);
  }
  return [...groups]
    .sort(([, one], [, other]) => other.size - one.size)
    .map(([name, { modules }]) => ({ name, test: (id) => modules.has(id) }));
}

/** A file and all that its static imports load. */
function loadedWith(first: OutputChunk, chunks: readonly OutputChunk[]): ReadonlySet<OutputChunk> {
  const loaded = new Set([first]);
  for (const { imports } of loaded)
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk);
  return loaded;
}
