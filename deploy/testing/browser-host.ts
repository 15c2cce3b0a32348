/**
 * The machine with the browser: it publishes ports of containers on its own loopback, as an engine does, and signs in. Its argument is JSON,
 * its output a line of JSON.
 */
import { connect, createServer } from 'node:net';
import { HttpClient } from '../../web/testing/http-client.ts';

export interface Task {
  /** `host:port` behind each port of localhost. */
  readonly published: Readonly<Record<string, string>>;
  readonly login: string;
  readonly user: string;
  readonly password: string;
  /** Pages to open without a session. */
  readonly pages: readonly string[];
}

export interface Seen {
  /** Every address that the browser asked, without query. */
  readonly asked: readonly string[];
  /** The page on which the sign-in ended. */
  readonly end: string;
  /** Status of each of the pages. */
  readonly pages: readonly number[];
}

class RecordingClient extends HttpClient {
  readonly asked: string[] = [];
  override send(url: string, init?: RequestInit): Promise<Response> {
    this.asked.push(url.split('?')[0] ?? url);
    return super.send(url, init);
  }
}

const task = JSON.parse(process.argv[2] ?? '') as Task;
const published = Object.entries(task.published).map(([port, target]) => {
  const [host = '', targetPort] = target.split(':');
  const server = createServer((socket) => {
    const onward = connect(Number(targetPort), host);
    socket.pipe(onward).pipe(socket);
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
  });
  return new Promise<void>((listening) => server.listen(Number(port), '127.0.0.1', listening));
});
await Promise.all(published);

const pages = [];
for (const url of task.pages) pages.push((await fetch(url)).status);
const browser = new RecordingClient();
await browser.open(task.login);
await browser.submit({ loginfmt: task.user, passwd: task.password });
await browser.submit({ LoginOptions: '3' });
await browser.submit();
process.stdout.write(
  `${JSON.stringify({ asked: browser.asked, end: browser.html, pages } satisfies Seen)}\n`,
);
process.exit();
