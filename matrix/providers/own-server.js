/** For a service provider that is a server with configuration files instead of a library: its port, its files, its processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, fchownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';

/** `{ url, port, folder, idp, key }`: a port that is free, the empty folder it is started in, and what the matrix hands over on stdin. */
export async function prepare() {
  const given = await firstLine(process.stdin);
  const server = createServer().listen(given.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return { ...given, url: `http://localhost:${port}`, port, folder: process.cwd() };
}

/** Servers that root starts run as this user of Debian, who then needs the folder as well. */
export const serverUser = process.getuid() === 0 ? 'www-data' : undefined;
const WWW_DATA = 33; // the same on every Debian (base-passwd, users-and-groups.txt)

/** Writes files, `{ name: content }`, for the server alone to read. */
export function writeFiles(files) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(name), { recursive: true, mode: 0o700 });
    writeFileSync(name, content, { mode: name.endsWith('.cgi') ? 0o700 : 0o600 });
  }
  if (serverUser === undefined) return;
  for (const name of ['.', ...readdirSync('.', { recursive: true })])
    chownSync(name, WWW_DATA, WWW_DATA);
  fchownSync(2, WWW_DATA, WWW_DATA); // the log, which servers open again as /dev/stderr
}

/** Starts a server, which writes to the log of the service provider. All ends when it ends, with its status. */
export function start(command, options, env = {}) {
  const child = spawn(command, options, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
  });
  child.once('error', (error) => {
    console.error(`${command}: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    console.error(`${command} ended (${code ?? signal}).`);
    process.exit(1);
  });
}

/** Waits until `addresses.metadata` answers, then tells where everything is. It ends with the process that started it. */
export async function announce(addresses) {
  while (!(await answers(addresses.metadata)))
    await new Promise((resolve) => setTimeout(resolve, 100));
  console.log(JSON.stringify(addresses));
}

const answers = (url) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

async function firstLine(stream) {
  let said = '';
  stream.setEncoding('utf8');
  return new Promise((resolve) => {
    stream.on('data', (chunk) => {
      said += chunk;
      const end = said.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(said.slice(0, end)));
    });
    stream.on('end', () => process.kill(-process.pid, 'SIGKILL')); // its servers with it: it leads their group
  });
}
