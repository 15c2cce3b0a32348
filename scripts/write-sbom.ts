/** `node scripts/write-sbom.ts`: writes `dist/sbom.cdx.json`, before the package is packed. */
import { writeFileSync } from 'node:fs';
import { sbom } from './sbom.ts';

const file = new URL('../dist/sbom.cdx.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(sbom(), null, 2)}\n`);
