/** The image of the Dockerfile, built and run with the kernel's namespaces: an engine is not needed. */
import { execFileSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { packPackage } from '../cli/testing/installed-package.ts';
import { runCommand } from '../cli/testing/running-command.ts';
import type { Seen, Task } from './testing/browser-host.ts';
import { type BuiltImage, buildImage } from './testing/build-image.ts';
import { Container, type RunOptions, whyNoContainers } from './testing/container.ts';
import { Network } from './testing/network.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const reason = whyNoContainers();
// A test that is skipped is one line among thousands.
if (reason !== undefined)
  process.stderr.write(`\nNOT TESTED: the container image and compose.yaml (${reason}).\n\n`);

/** What the base of the image has beside the libraries of Node, in MB: time zones, certificates, OpenSSL and names, by their Debian packages. */
const DEBIAN_PARTS = 27;

interface Service {
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: readonly string[];
}
interface Compose {
  readonly services: { readonly app: Service; readonly samlab: Service & { volumes: string[] } };
}

/** `127.0.0.1:4000:4000` of a service: which port of this machine leads to which of the container. */
const published = (service: string, ports: readonly string[]) =>
  Object.fromEntries(
    ports.map((each) => {
      const [, outside = '', inside = ''] = each.split(':');
      return [outside, `${service}:${inside}`];
    }),
  );

/** `./file:/place:ro` of a service: which file of the repository has which place in the container. */
const filesOf = (mounts: readonly string[]) =>
  Object.fromEntries(
    mounts
      .filter((each) => each.startsWith('./'))
      .map((each) => {
        const [file = '', place = ''] = each.split(':');
        return [place, join(repository, file)];
      }),
  );

/** https://man7.org/linux/man-pages/man5/elf.5.html: programs and libraries begin with these bytes. */
function isElf(path: string): boolean {
  const file = openSync(path, 'r');
  const begin = Buffer.alloc(4);
  readSync(file, begin);
  closeSync(file);
  return begin.toString('latin1') === '\x7fELF';
}

describe.skipIf(reason !== undefined)(`the image${reason ? `, not run: ${reason}` : ''}`, () => {
  let built: BuiltImage;
  beforeAll(async () => {
    const packed = await packPackage();
    built = buildImage(packed.tarball);
    await packed.remove();
  });
  afterAll(() => built?.remove());

  const containers: Container[] = [];
  const volumes: string[] = [];
  afterEach(async () => {
    for (const each of containers.splice(0)) await each.kill();
    for (const each of volumes.splice(0)) rmSync(each, { recursive: true, force: true });
  });

  /** A new volume has the owner of its place in the image. */
  function volume(): string {
    const path = mkdtempSync(join(tmpdir(), 'samlab-volume-'));
    volumes.push(path);
    chownSync(path, 10_001, 10_001);
    return path;
  }

  function run(options: RunOptions): Container {
    const container = new Container(built.root, built.image, options);
    containers.push(container);
    return container;
  }

  /** Waits as `depends_on: { condition: service_healthy }` does. */
  async function healthy(container: Container): Promise<void> {
    const { child, written } = container.running;
    let last = '';
    for (let tries = 0; tries < 300; tries++) {
      if (child.exitCode !== null) throw new Error(`It ended: ${written.stdout}${written.stderr}`);
      if (written.stdout) {
        const { code, stdout, stderr } = container.exec(...built.image.healthcheck);
        if (code === 0) return;
        last = stdout + stderr;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`It is not healthy: ${last}${written.stderr}`);
  }

  test('is smaller than 250 MB, and holds no program of one architecture apart from Node', () => {
    const files = readdirSync(built.root, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    const programs = files.filter(isElf).map((file) => file.slice(built.root.length));
    expect(programs).toContain('/usr/local/bin/node');
    expect(programs.filter((file) => file.startsWith('/opt/'))).toEqual([]);
    const [kibibytes = ''] = execFileSync('du', ['-sk', built.root], { encoding: 'utf8' }).split(
      '\t',
    );
    const megabytes = (Number(kibibytes) * 1024) / 1e6;
    expect(megabytes).toBeGreaterThan(100);
    expect(megabytes + DEBIAN_PARTS).toBeLessThan(250);
  });

  test('runs without root on a read-only file system, is healthy, and ends with SIGTERM as PID 1', async () => {
    const data = volume();
    const network = new Network('samlab');
    try {
      const options = { volumes: { '/data': data }, network: network.namespace('samlab') };
      const first = run(options);
      await healthy(first);
      const state = first.exec('node', '-p', "fs.readFileSync('/proc/1/status', 'utf8')").stdout;
      expect(state).toMatch(/^Pid:\t1$/m);
      expect(state).toMatch(/^Uid:\t10001\t10001\t10001\t10001$/m);
      expect(state).toMatch(/^CapEff:\t0+$/m);
      expect(state).toMatch(/^NoNewPrivs:\t1$/m);
      const write = (path: string) => first.exec('node', '-e', `fs.writeFileSync('${path}', '')`);
      expect(write('/opt/samlab/x').stderr).toContain('EROFS');
      expect(write('/tmp/x').stderr).toContain('EROFS');
      expect(write('/data/x')).toMatchObject({ code: 0 }); // (control)
      expect(first.exec('samlab', 'status', '--data', '/opt')).toMatchObject({ code: 3 });
      expect(await first.stop()).toBe(0);

      const second = run(options); // the volume of a container that was stopped
      await healthy(second);
      expect(second.running.written.stdout).not.toContain('(a new lab)');
      await second.kill(); // also PID 1, as the one that finds its lock
      const third = run(options);
      await healthy(third);
      expect(await third.stop()).toBe(0);
    } finally {
      for (const each of containers.splice(0)) await each.kill();
      network.remove();
    }
  });

  test('the browser, samlab and the service provider of compose.yaml are three hosts', async () => {
    const { services } = parse(readFileSync(join(repository, 'compose.yaml'), 'utf8')) as Compose;
    const { samlab, app } = services;
    const network = new Network('samlab', 'app', 'browser');
    const on = (name: string, ...args: string[]) =>
      runCommand('ip', ['netns', 'exec', network.namespace(name), ...args], repository);
    const fetched = async (url: string) => {
      const code = `const answer = await fetch('${url}'); console.log(answer.status, await answer.text())`;
      return await on('app', process.execPath, '--input-type=module', '-e', code).firstLine();
    };
    const environment = Object.entries(app.environment).map(([name, value]) => `${name}=${value}`);
    const provider = ['env', ...environment, process.execPath, 'deploy/service-provider/server.js'];
    const lab = run({
      volumes: { '/data': volume(), ...filesOf(samlab.volumes) },
      env: samlab.environment,
      network: network.namespace('samlab'),
    });
    try {
      await healthy(lab);
      const trusting = on('app', ...provider);
      expect(await trusting.firstLine()).toContain('http://samlab:4100/');
      expect(await fetched('http://samlab:4100/healthz')).toBe('200 {"status":"ok"}');
      expect(await fetched(`http://${network.address('samlab')}:4000/healthz`)).toMatch(/^200 /);
      network.name('app', 'samlab', 'evil.example');
      expect(await fetched('http://evil.example:4100/healthz')).toMatch(/^421 /);
      const task: Task = {
        published: { ...published('samlab', samlab.ports), ...published('app', app.ports) },
        login: 'http://localhost:3000/login',
        user: 'ann@contoso.com',
        password: 'Maple-Otter-4711',
        pages: [4000, 4100, 4200].map((port) => `http://localhost:${port}/`),
      };
      const browser = ['deploy/testing/browser-host.ts', JSON.stringify(task)];
      const seen = JSON.parse(
        await on('browser', process.execPath, ...browser).firstLine(),
      ) as Seen;
      expect(seen.pages).toEqual([200, 200, 200]);
      expect(seen.end).toBe('Welcome, ann@contoso.com');
      expect(seen.asked.at(-1)).toBe('http://localhost:3000/saml/acs');
      expect(new Set(seen.asked.map((url) => new URL(url).host))).toEqual(
        new Set(['localhost:3000', 'localhost:4100']),
      );
      trusting.child.kill();
      await trusting.exit();
      expect(await lab.stop()).toBe(0);
    } finally {
      for (const each of containers.splice(0)) await each.kill();
      network.remove();
    }
  });
});
