import type { Plugin } from 'rolldown';

/** Modules of Node that have some exports which load its whole `fetch` when they are read: `WebSocket`, for example. */
const names = ['node:http', 'node:https'];
const PREFIX = 'in-parts:';

/** Whether an import of this module is replaced. */
export const isReadInParts = (id: string): boolean => names.includes(id.replace(PREFIX, ''));

/**
 * For an `import` Node reads every export of a module once, and for one of `node:http` it loads its `fetch`: 15 ms of a start and 3 MB. In the bundle,
 * an import of it reads only what is used. Exports that are computed when they are read cannot be imported; the build says so.
 */
export const withoutFetch: Plugin = {
  name: 'without-fetch',
  resolveId(id, _importer, { kind }) {
    if (!names.includes(id)) return null;
    return kind === 'import-statement' ? `${PREFIX}${id}` : { id, external: true };
  },
  load(id) {
    if (!id.startsWith(PREFIX)) return null;
    const name = id.slice(PREFIX.length);
    const exported = Object.entries(
      Object.getOwnPropertyDescriptors(process.getBuiltinModule(name)),
    )
      .filter(([, { get }]) => get === undefined)
      .map(([each]) => `export const ${each} = whole.${each};`);
    return `const whole = process.getBuiltinModule('${name}');\n${exported.join('\n')}`;
  },
};
