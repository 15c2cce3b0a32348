import { diag } from 'libxml2-wasm';

/**
 * Counts documents and other objects in libxml2's memory that are made from now on and not disposed of: JavaScript's garbage collector does not
 * free them in time.
 *
 * @returns ends the count; the number that is left of each class
 */
export function countUndisposed(): () => Record<string, number> {
  diag.configure({ enabled: true });
  return () => {
    const found = diag.report() as Record<
      string,
      { garbageCollected: number; totalInstances: number }
    >;
    diag.configure({ enabled: false });
    return Object.fromEntries(
      Object.entries(found).map(([name, { garbageCollected, totalInstances }]) => [
        name,
        garbageCollected + totalInstances,
      ]),
    );
  };
}
