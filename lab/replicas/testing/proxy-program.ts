import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { findProgram } from '../../../browser/find-program.ts';
import { freePort } from '../../../web/testing/free-port.ts';
import type { Ports } from '../../addresses/ports.ts';
import type { SiteUrls } from '../../endpoints.ts';

export type ProxyName = 'nginx' | 'haproxy';

/** Debian keeps servers where only root looks for programs. */
export const proxyProgram = (name: ProxyName): string | undefined =>
  findProgram(name, `${process.env.PATH}:/usr/sbin`);

interface RunningProxy {
  /** Where browsers reach the sites. */
  readonly urls: SiteUrls;
  /** Waits until it sends requests to both replicas. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

const sites = ['lab', 'idp', 'sp'] as const;

/** Ports of the identity provider in the documentation: of the proxy and of both replicas. */
const DOCUMENTED = [8100, 4100, 5100];

/** The part of the configuration in docs/replicas.md that begins with this word; that of the identity provider serves for all sites. */
function documented(begins: string): string {
  const text = readFileSync(new URL('../../../docs/replicas.md', import.meta.url), 'utf8');
  const found = new RegExp(`\`\`\`\\n(${begins}[\\s\\S]*?)\`\`\``).exec(text)?.[1];
  if (found === undefined)
    throw new Error(`docs/replicas.md has no block that begins with ${begins}`);
  return found;
}

function forSite(
  text: string,
  site: keyof Ports,
  port: number,
  replicas: readonly Ports[],
): string {
  const ports = [port, ...replicas.map((replica) => replica[site])];
  return text
    .replace(/\bidp\b/g, site)
    .replace(/\b[458]100\b/g, (from) => String(ports[DOCUMENTED.indexOf(Number(from))]));
}

/** Runs nginx or HAProxy with the configuration of docs/replicas.md, in front of two replicas. @throws {Error} when it does not answer */
export async function startProxy(
  name: ProxyName,
  replicas: readonly Ports[],
): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), `samlab-${name}-`));
  const ports = { lab: await freePort(), idp: await freePort(), sp: await freePort() };
  const each = (text: string) =>
    sites.map((site) => forSite(text, site, ports[site], replicas)).join('\n');
  const file = join(folder, 'conf');
  writeFileSync(file, name === 'nginx' ? nginxFile(folder, each) : haproxyFile(folder, each));
  const args = name === 'nginx' ? ['-c', file, '-p', folder, '-e', 'stderr'] : ['-db', '-f', file];
  const child = spawn(proxyProgram(name) ?? name, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const url = (site: keyof Ports) => `http://localhost:${ports[site]}`;
  for (let attempt = 0; ; attempt += 1) {
    const answers = await fetch(url('sp')).catch(() => undefined);
    if (answers) break;
    if (attempt > 200 || child.exitCode !== null)
      throw new Error(`${name} does not answer: ${said}`);
    await setTimeout(50);
  }
  return {
    urls: { lab: url('lab'), idp: url('idp'), sp: url('sp') },
    async ready() {
      if (name === 'haproxy') await allUp(join(folder, 'stats'));
    },
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

/** Around the documented blocks: what keeps it in this folder and in this process. */
const nginxFile = (folder: string, each: (text: string) => string): string => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
pid ${folder}/pid;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
${each(documented('upstream idp'))}
}
`;

function haproxyFile(folder: string, each: (text: string) => string): string {
  const [defaults = '', pair = ''] = documented('global').split(/(?=^frontend)/m);
  const stats = `global\n  stats socket ${folder}/stats`;
  return defaults.replace('global', stats) + each(pair);
}

/** HAProxy asks the replicas whether they answer, every half second; its statistics say what it knows. */
async function allUp(socket: string): Promise<void> {
  for (;;) {
    const asked = connect(socket).end('show stat\n');
    const servers = (await text(asked)).split('\n').filter((line) => /^\w+,replica/.test(line));
    if (servers.length === 6 && servers.every((line) => line.split(',')[17] === 'UP')) return;
    await setTimeout(50);
  }
}
