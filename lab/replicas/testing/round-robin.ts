import { createServer, request, type Server } from 'node:http';
import type { Ports } from '../../addresses/ports.ts';

const sites = ['lab', 'idp', 'sp'] as const;

/**
 * A proxy in front of the replicas of a lab, as HAProxy and nginx are: each request goes to the next replica, and to the one after it when that
 * one does not answer.
 */
export class RoundRobin {
  readonly #servers: Server[] = [];
  #replicas: Ports[] = [];
  #next = 0;
  /** Where browsers reach the sites. */
  readonly urls = { lab: '', idp: '', sp: '' };

  async listen(): Promise<void> {
    for (const site of sites) {
      const server = this.#proxyOf(site).listen(0, 'localhost');
      await new Promise((resolve) => server.once('listening', resolve));
      const address = server.address();
      this.#servers.push(server);
      this.urls[site] = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
    }
  }

  add(replica: Ports): void {
    this.#replicas = [...this.#replicas, replica];
  }

  remove(replica: Ports): void {
    this.#replicas = this.#replicas.filter((each) => each !== replica);
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  #proxyOf(site: keyof Ports): Server {
    return createServer(async (incoming, answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      this.#next += 1;
      const replicas = this.#replicas.map((_, n, all) => all[(n + this.#next) % all.length]);
      const send = () => {
        const replica = replicas.pop();
        if (!replica) return answer.writeHead(502).end();
        const { method, url: path, headers } = incoming;
        const target = { host: 'localhost', port: replica[site], method, path, headers };
        return request({ ...target, agent: false }, (response) => {
          answer.writeHead(response.statusCode ?? 502, response.headers);
          response.pipe(answer);
        })
          .once('error', (error: NodeJS.ErrnoException) => {
            if (error.code === 'ECONNREFUSED') send();
            else answer.destroy();
          })
          .end(Buffer.concat(chunks));
      };
      send();
    });
  }
}
