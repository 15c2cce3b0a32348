import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { Deployment, StatefulSet } from 'kubernetes-models/apps/v1';
import { Service } from 'kubernetes-models/v1';
import { afterAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readStages } from './testing/image.ts';

/** Its own types do not resolve here. */
interface LintResult {
  readonly messages: readonly { readonly message: string }[];
}

const path = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const read = (file: string) => readFileSync(path(file), 'utf8');

describe.each(['Dockerfile', 'deploy/service-provider/Dockerfile'])('%s', (file) => {
  test('has no fault', () => {
    const faults = (text: string) => validate(text).map(({ message }) => message);
    expect(faults(read(file))).toEqual([]);
    expect(faults(read(file).replace(/^FROM .*$/m, 'FROM'))).not.toEqual([]); // (control)
  });

  test('does not run as root, and starts its program without a shell', () => {
    const image = readStages(read(file)).at(-1);
    expect(image?.user).toMatch(/^(?:node|10001:10001)$/);
    expect([...(image?.entrypoint ?? []), ...(image?.command ?? [])]).not.toEqual([]);
  });
});

describe('compose.yaml', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samlab-compose-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  // The image is built here, so it has no tag.
  const rules = { 'service-image-require-explicit-tag': 0, 'no-build-and-image': 0 } as const;
  const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });

  function faults(text: string): string[] {
    const file = join(folder, 'compose.yaml');
    writeFileSync(file, text);
    const results: LintResult[] = linter.lintFiles([file], false);
    return results.flatMap(({ messages }) => messages.map(({ message }) => message));
  }

  test('follows the schema of compose files, and good practice', () => {
    const text = read('compose.yaml');
    expect(faults(text)).toEqual([]);
    expect(faults(text.replace('cap_drop: [ALL]', 'cap_drop: 7'))).toEqual([
      expect.stringContaining('cap_drop'), // (control)
    ]);
    expect(faults(text.replace("'127.0.0.1:4000:4000'", "'4000:4000'"))).not.toEqual([]);
  });
});

/** The objects of a manifest. */
const objectsOf = (file: string) => parseAllDocuments(read(file)).map((each) => each.toJS());

/** By kind: throws with what is wrong. */
const schemas: Readonly<Record<string, (object: object) => { validate(): void }>> = {
  Deployment: (object) => new Deployment(object as ConstructorParameters<typeof Deployment>[0]),
  StatefulSet: (object) => new StatefulSet(object as ConstructorParameters<typeof StatefulSet>[0]),
  Service: (object) => new Service(object as ConstructorParameters<typeof Service>[0]),
};

describe.each([
  ['deploy/kubernetes.yaml', ['Deployment', 'Service']],
  ['deploy/kubernetes-replicas.yaml', ['StatefulSet', 'Service', 'Deployment', 'Service']],
])('%s', (file, kinds) => {
  test('follows the schemas of Kubernetes', () => {
    const objects = objectsOf(file);
    expect(objects.map(({ kind }) => kind)).toEqual(kinds);
    for (const object of objects) schemas[object.kind]?.(object).validate();
    const deployment = objects.find(({ kind }) => kind === 'Deployment');
    deployment.spec.template.spec.containers[0].startupProbe.periodSeconds = 'often';
    expect(() => new Deployment(deployment).validate()).toThrow(/periodSeconds/);
  });

  test('every service finds its pods, and sets only variables that samlab reads', () => {
    const objects = objectsOf(file);
    const pods = objects.flatMap(({ spec }) => (spec.template ? [spec.template] : []));
    const ports = (pod: {
      spec: { containers: { ports: { name: string; containerPort: number }[] }[] };
    }) =>
      pod.spec.containers.flatMap((each) =>
        each.ports.map(({ name, containerPort }) => [name, containerPort]),
      );
    for (const { spec } of objects.filter(({ kind }) => kind === 'Service')) {
      const pod = pods.find(({ metadata }) => metadata.labels.app === spec.selector.app);
      expect(ports(pod)).toEqual(
        spec.ports.map(({ name, port }: { name: string; port: number }) => [name, port]),
      );
    }
    const variables = read('cli/start/variable-options.ts') + read('cli/start/address-options.ts');
    const names = pods
      .flatMap(({ spec }) => spec.containers)
      .filter(({ name }) => name === 'samlab')
      .flatMap(({ env }) => env.map((each: { name: string }) => each.name));
    for (const name of names.filter((each: string) => each !== 'DATABASE_URL'))
      expect(variables + read('cli/start/options.ts')).toContain(name);
  });
});
