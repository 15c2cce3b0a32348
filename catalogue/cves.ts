import type { CatalogueCase } from './case.ts';

/** The CVEs that a case is about, as in `CVE-2024-45409`: those that its basis, or that of one of its runs, names. */
export function cvesOf({ basis, runs }: CatalogueCase): string[] {
  const all = [basis, ...runs.map((run) => run.basis ?? [])].flat();
  return [...new Set(all.flatMap((source) => source.match(/CVE-\d{4}-\d{4,}/g) ?? []))];
}
