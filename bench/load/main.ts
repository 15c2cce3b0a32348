/**
 * The load process: forked by load-process.ts, it runs the tasks that it is sent. It connects only to loopback and ends with its parent.
 */
import { severalAtOnce } from '../one-at-a-time.ts';
import { Connection } from './connection.ts';
import type { Outcome, Task } from './task.ts';

process.on('message', async (task: Task) => process.send?.(await work(task)));
process.on('disconnect', () => process.exit());

async function work({ port, paths, cookies, connections, duration }: Task): Promise<Outcome> {
  const idle = Array.from({ length: connections }, () => new Connection(port));
  const open = [...idle];
  const requests = paths.map((path) => requestFor(path, cookies));
  let next = 0;
  const signIn = async () => {
    const connection = idle.pop();
    const request = requests[next++ % requests.length];
    if (!connection || !request)
      throw new RangeError('A task needs at least one path and one connection.');
    const answer = await connection.ask(request);
    if (!answer.startsWith('HTTP/1.1 200') || !answer.includes('name="SAMLResponse"'))
      throw new Error(`Not the self-posting page: ${answer.slice(0, 300)}`);
    idle.push(connection);
  };
  try {
    return { rate: await severalAtOnce(connections, signIn, duration) };
  } catch (error) {
    return { failed: String(error) };
  } finally {
    for (const connection of open) connection.close();
  }
}

const requestFor = (path: string, cookies: string) =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Accept: text/html',
    ...(cookies ? [`Cookie: ${cookies}`] : []),
    '',
    '',
  ].join('\r\n');
