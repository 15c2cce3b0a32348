import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** The machine and the versions that the figures apply to. */
export function machineFacts() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    /** Load average of the minute before the bench: above 0, other programs were running. */
    loadAverage: Number((loadavg()[0] ?? 0).toFixed(2)),
    node: process.version,
    openssl: process.versions.openssl,
    versions: {
      samlab: versionIn('../package.json'),
      ...Object.fromEntries(
        ['samlify', 'saml', 'samlp', 'express', '@node-saml/node-saml'].map((name) => [
          name,
          versionIn(`node_modules/${name}/package.json`),
        ]),
      ),
    },
  };
}

function versionIn(file: string): string {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
