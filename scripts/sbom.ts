import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { bundledLibraries, neverLoaded } from './bundled-libraries.ts';

/** As far as it is read here: https://cyclonedx.org/docs/1.5/json/ */
interface Sbom {
  bomFormat: string;
  components: { 'bom-ref': string; name: string; version: string }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/**
 * A CycloneDX list of every library in the package: those that npm installs with it, and those inside the bundle. `npm sbom --omit dev` leaves
 * out what a tool needs as well.
 */
export function sbom(): Sbom {
  const all = JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
      maxBuffer: 2 ** 26,
      encoding: 'utf8',
    }),
  ) as Sbom;
  const { dependencies } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  ) as { dependencies: Record<string, string> };

  const ships = ({ name, version }: Sbom['components'][number]) =>
    dependencies[name] === version || bundledLibraries.get(name)?.version === version;
  const needs = new Map(all.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const shipped = new Set(all.components.filter(ships).map((component) => component['bom-ref']));
  const absent = new Set(
    all.components
      .filter(({ name }) => neverLoaded.includes(name))
      .map((component) => component['bom-ref']),
  );
  for (const ref of shipped)
    for (const needed of needs.get(ref) ?? []) if (!absent.has(needed)) shipped.add(needed);
  return {
    ...all,
    components: all.components.filter((component) => shipped.has(component['bom-ref'])),
    dependencies: all.dependencies.filter(({ ref }) => shipped.has(ref)),
  };
}
