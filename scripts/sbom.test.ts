import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bundledLibraries } from './bundled-libraries.ts';
import { sbom } from './sbom.ts';

test('the SBOM lists what npm installs, what is inside the bundle, and no tool', () => {
  const manifest = new URL('../package.json', import.meta.url);
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies: object };
  const { bomFormat, components } = sbom();
  expect(bomFormat).toBe('CycloneDX');
  const listed = components.map(({ name }) => name);
  expect(listed).toEqual(
    expect.arrayContaining([...Object.keys(dependencies), ...bundledLibraries.keys()]),
  );
  expect(listed).not.toContain('vitest');
});
