import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';

const ip = (...args: string[]) => execFileSync('ip', args);

/** Hosts on a separate switch, each a network namespace that knows the others by name, as an engine's network of containers. */
export class Network {
  readonly #prefix = `samlab-${process.pid}`;
  readonly #switch = `${this.#prefix}-switch`;
  readonly #hosts: readonly string[];

  /** @param names of the hosts */
  constructor(...names: readonly string[]) {
    this.#hosts = names;
    ip('netns', 'add', this.#switch);
    ip('-n', this.#switch, 'link', 'add', 'bridge', 'type', 'bridge');
    ip('-n', this.#switch, 'link', 'set', 'bridge', 'up');
    for (const [index, name] of names.entries()) this.#plugIn(name, index);
  }

  /** The network namespace of a host. */
  namespace = (name: string): string => `${this.#prefix}-${name}`;

  /** The address of a host in this network. */
  address = (name: string): string => `10.77.0.${this.#hosts.indexOf(name) + 2}`;

  /** From now on, programs that start on a host know another one by this name, too. */
  name(on: string, host: string, name: string): void {
    appendFileSync(`/etc/netns/${this.namespace(on)}/hosts`, `${this.address(host)} ${name}\n`);
  }

  /** Ends the network; its processes have ended. */
  remove(): void {
    for (const name of [...this.#hosts.map(this.namespace), this.#switch]) {
      rmSync(`/etc/netns/${name}`, { recursive: true, force: true });
      ip('netns', 'del', name);
    }
  }

  #plugIn(name: string, index: number): void {
    const [own, plug] = [this.namespace(name), `plug${index}`];
    ip('netns', 'add', own);
    ip(
      '-n',
      own,
      'link',
      'add',
      'eth0',
      'type',
      'veth',
      'peer',
      'name',
      plug,
      'netns',
      this.#switch,
    );
    ip('-n', this.#switch, 'link', 'set', plug, 'master', 'bridge', 'up');
    ip('-n', own, 'address', 'add', `${this.address(name)}/24`, 'dev', 'eth0');
    ip('-n', own, 'link', 'set', 'eth0', 'up');
    ip('-n', own, 'link', 'set', 'lo', 'up');
    // `ip netns exec` mounts it as /etc/hosts.
    mkdirSync(`/etc/netns/${own}`, { recursive: true });
    const lines = this.#hosts.map((each) => `${this.address(each)} ${each}\n`);
    writeFileSync(
      `/etc/netns/${own}/hosts`,
      `127.0.0.1 localhost\n::1 localhost\n${lines.join('')}`,
    );
  }
}
