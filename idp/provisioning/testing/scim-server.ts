import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Resource = Record<string, unknown> & { id: string };

/** One request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  /** With its query, decoded. */
  readonly path: string;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** Answers in place of the server, or lets it answer later; undefined leaves the request to it. */
export type Instead = (
  request: SeenRequest,
) => (Partial<Answer> & { readonly after?: Promise<void> }) | undefined;

/** A small SCIM server in memory, written without the code of samlab's own: it knows what Entra sends, and nothing else. */
export class ScimServer {
  readonly users = new Map<string, Resource>();
  readonly groups = new Map<string, Resource>();
  readonly seen: SeenRequest[] = [];
  token = 'secret-token';
  instead: Instead = () => undefined;
  /** Whether requests are kept in `seen`; ten thousand users would fill it. */
  keepsRequests = true;
  #made = 0;
  readonly #byName = new Map<string, string>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  /** Listens on a free port of this machine. */
  static async listen(): Promise<ScimServer> {
    const scim = new ScimServer();
    await new Promise<void>((resolve) => scim.#server.listen(0, '127.0.0.1', resolve));
    return scim;
  }

  /** The Tenant URL. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/scim/v2`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Makes a user that was put into `users` known by its userName. */
  indexUser(id: string): void {
    this.#byName.set(String(this.users.get(id)?.userName).toLowerCase(), id);
  }

  /** Loses every user. */
  forgetUsers(): void {
    this.users.clear();
    this.#byName.clear();
  }

  /** The user with this userName. */
  user(userName: string): Resource | undefined {
    return this.users.get(this.#byName.get(userName.toLowerCase()) ?? '');
  }

  /** Requests in short, such as `POST /Users`. */
  get summary(): string[] {
    return this.seen.map(({ method, path }) => `${method} ${path.replace(/[?].*/, '?')}`);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const url = new URL(request.url ?? '', 'http://x');
    const path =
      url.pathname.replace('/scim/v2', '') + (url.search === '' ? '' : `?${url.searchParams}`);
    const seen = {
      method: request.method ?? '',
      path: decodeURIComponent(path).replaceAll('+', ' '),
      body,
    };
    if (this.keepsRequests) this.seen.push(seen);
    const instead = this.instead(seen);
    await instead?.after;
    const {
      status,
      body: answer = '',
      headers = {},
    } = instead?.status === undefined
      ? this.#scim(request, url, body)
      : { ...instead, status: instead.status };
    response.writeHead(status, { 'Content-Type': 'application/scim+json', ...headers }).end(answer);
  }

  #scim(request: IncomingMessage, url: URL, body: string): Answer {
    if (request.headers.authorization !== `Bearer ${this.token}`)
      return problem(401, 'Unknown token');
    const [, kind, id] = url.pathname.replace('/scim/v2', '').split('/');
    const all = kind === 'Users' ? this.users : kind === 'Groups' ? this.groups : undefined;
    if (!all) return problem(404, 'No such endpoint');
    if (id === undefined)
      return request.method === 'POST' ? this.#create(all, body) : this.#list(all, url);
    const resource = all.get(id);
    if (!resource) return problem(404, 'No such resource');
    switch (request.method) {
      case 'GET':
        return answer(200, resource);
      case 'PATCH':
        return this.#patch(all, resource, body);
      case 'DELETE':
        all.delete(id);
        this.#byName.delete(String(resource.userName).toLowerCase());
        return { status: 204 };
      default:
        return problem(405, 'No such method');
    }
  }

  #create(all: Map<string, Resource>, body: string) {
    const { id: _, ...given } = JSON.parse(body) as Resource;
    const name = String(given.userName ?? '').toLowerCase();
    if (all === this.users && this.#byName.has(name))
      return problem(409, 'userName is taken', 'uniqueness');
    this.#made += 1;
    const resource: Resource = { ...given, id: `made-${this.#made}` };
    all.set(resource.id, resource);
    if (all === this.users) this.#byName.set(name, resource.id);
    return answer(201, resource);
  }

  #list(all: Map<string, Resource>, url: URL) {
    const filter = url.searchParams.get('filter') ?? '';
    const clauses = filter.split(' and ').map((clause) => {
      const [, attribute = '', value = '""'] = /^(.*) eq (".*")$/.exec(clause) ?? [];
      return [attribute, (JSON.parse(value) as string).toLowerCase()] as const;
    });
    const [first] = clauses;
    const indexed =
      first?.[0] === 'userName'
        ? [this.users.get(this.#byName.get(first[1]) ?? '')]
        : [...all.values()];
    const found = indexed.filter(
      (one) =>
        one !== undefined &&
        clauses.every(([attribute, value]) => String(read(one, attribute)).toLowerCase() === value),
    );
    return answer(200, {
      totalResults: found.length,
      startIndex: 1,
      itemsPerPage: found.length,
      Resources: found,
    });
  }

  #patch(all: Map<string, Resource>, resource: Resource, body: string) {
    const { Operations } = JSON.parse(body) as {
      Operations: { op: string; path?: string; value?: unknown }[];
    };
    const before = String(resource.userName).toLowerCase();
    for (const { op, path, value } of Operations) {
      const changes =
        path === undefined ? Object.entries(value as object) : [[path, value] as const];
      for (const [target, one] of changes) write(resource, op.toLowerCase(), target, one);
    }
    if (all === this.users) {
      this.#byName.delete(before);
      this.#byName.set(String(resource.userName).toLowerCase(), resource.id);
    }
    return answer(200, resource);
  }
}

const answer = (status: number, body: object) => ({ status, body: JSON.stringify(body) });

const problem = (status: number, detail: string, scimType?: string) =>
  answer(status, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail,
    scimType,
  });

/** `userName`, `name.givenName`, `emails[type eq "work"].value`, `urn:...:User:department`. */
function parts(target: string): string[] {
  const [, urn, rest = target] = /^(urn:.*:User|urn:.*:Group):(.*)$/.exec(target) ?? [];
  const [, list, filter, sub] = /^(\w+)\[(.*)\]\.(\w+)$/.exec(rest) ?? [];
  const path = list === undefined ? rest.split('.') : [list, `[${filter}`, sub ?? ''];
  return urn === undefined ? path : [urn, ...path];
}

function read(from: unknown, target: string): unknown {
  let at: unknown = from;
  for (const part of parts(target)) at = child(at, part, false);
  return typeof at === 'object' && at !== null && 'value' in at ? at.value : at;
}

/** @param makes whether what is missing is made */
function child(parent: unknown, part: string, makes: boolean): unknown {
  if (part.startsWith('[')) {
    const [, attribute = '', value = ''] = /^\[(\w+) eq "(.*)"$/.exec(part) ?? [];
    const list = parent as Record<string, unknown>[] | undefined;
    const found = list?.find((one) => String(one[attribute]).toLowerCase() === value.toLowerCase());
    if (found || !makes) return found;
    const made = { [attribute]: value };
    list?.push(made);
    return made;
  }
  return (parent as Record<string, unknown> | undefined)?.[part];
}

function write(resource: Resource, op: string, target: string, value: unknown): void {
  const removed = /^members\[value eq "(.*)"\]$/.exec(target)?.[1];
  if (target === 'members' || removed !== undefined) {
    writeMembers(resource, op, removed === undefined ? value : [{ value: removed }]);
    return;
  }
  const path = parts(target.replace(/\[value eq ".*"\]$/, ''));
  const last = path.pop() ?? '';
  let at: unknown = resource;
  for (const [index, part] of path.entries()) {
    const parent = at as Record<string, unknown>;
    if (!part.startsWith('[')) parent[part] ??= path[index + 1]?.startsWith('[') ? [] : {};
    at = child(at, part, true);
  }
  const holder = at as Record<string, unknown>;
  if (op === 'remove' || value === '' || value === null) delete holder[last];
  else
    holder[last] =
      last === 'active'
        ? String(value).toLowerCase() === 'true'
        : last === 'manager'
          ? { value }
          : value;
}

function writeMembers(resource: Resource, op: string, value: unknown): void {
  const given = (value as { value: string }[]).map((one) => one.value);
  const before = ((resource.members as { value: string }[] | undefined) ?? []).map(
    (one) => one.value,
  );
  const after =
    op === 'remove'
      ? before.filter((id) => !given.includes(id))
      : [...new Set([...before, ...given])];
  resource.members = after.map((id) => ({ value: id }));
}
