import { type ScimExchange, scimWire } from '../../idp/index.ts';
import { isJsonObject, type JsonObject } from '../../scim/json.ts';
import { shortCopy } from '../../text-files/short-copy.ts';
import { objectFrom } from './object-from.ts';
import { Unshown } from './outcomes.ts';

/** So many requests in a row without an answer end the removal: each may last a minute. */
const PATIENCE = 3;

/** What a creation made, by the answer of the server. */
interface Resource {
  readonly type: scimWire.ResourceType;
  readonly id: string;
  /** What it was called in the request; empty if it had no name. */
  readonly name: string;
  /** Whether the answer to the creation repeated the name. */
  readonly isRepeated: boolean;
  /** Whether its address has been seen to show it. */
  readonly isConfirmed: boolean;
}

/**
 * Remembers what a check made, and lets it change and delete nothing else. It is asked before each request and told each answer, so no case can forget it.
 *
 * The id of a creation is the word of the server, which may be wrong: that of somebody else, or one such as `../Groups/1`, whose address a server takes for
 * another. So the first request that changes a resource needs to know that its address shows what was made.
 */
export class OwnResources {
  readonly #made = new Map<string, Resource>();
  /** Names of users and groups whose creation had no clear answer: the server may have made them. */
  readonly #unsure = new Map<string, scimWire.ResourceType>();
  /** Names of those that the server says it made, and does not show where it says; whether its answer repeated the name. */
  readonly #lost = new Map<string, Pick<Resource, 'type' | 'isRepeated'>>();

  /** @throws {Error} when a request would change what this check did not make; the case is then not played */
  mustBeOurs({ method, path }: Pick<scimWire.ScimRequest, 'method' | 'path'>): void {
    if (method === 'GET' || method === 'POST') return;
    if (!this.#resourceOf(path))
      throw new Error(`The check would ${method} ${path}, which it did not make.`);
  }

  /** What a request changes, if its address has not been seen to show what was made. */
  unconfirmed({
    method,
    path,
  }: Pick<scimWire.ScimRequest, 'method' | 'path'>): Resource | undefined {
    if (method === 'GET' || method === 'POST') return undefined;
    const resource = this.#resourceOf(path);
    return resource?.isConfirmed ? undefined : resource;
  }

  /**
   * Judges what the address of a resource shows. A server that shows nothing is believed as long as the id is plain and its answer to the creation repeated
   * the name.
   *
   * @throws {Unshown} when it is not what was made: nothing is changed there
   */
  confirm(resource: Resource, { answer, json }: Pick<ScimExchange, 'answer' | 'json'>): void {
    const { type, id, name, isRepeated } = resource;
    const key = `${type}/${id}`;
    if (answer?.status === 200 && json) {
      if (hasName(json, name)) {
        this.#made.set(key, { ...resource, isConfirmed: true });
        return;
      }
    } else if (isRepeated && PLAIN_ID.test(id)) return;
    this.#made.delete(key);
    this.#lose(resource);
    throw new Unshown(
      `The server says that ${type}s/${shortCopy(id, 200)} is the ${type.toLowerCase()} "${name}" of this check, and does not show that one there. So nothing is changed there, and nothing is known.`,
    );
  }

  #resourceOf(path: string): Resource | undefined {
    const [, type, id] = /^\/(User|Group)s\/([^/?]+)$/.exec(path) ?? [];
    return id === undefined ? undefined : this.#made.get(`${type}/${decode(id)}`);
  }

  learn(
    { method, path, body }: Pick<scimWire.ScimRequest, 'method' | 'path' | 'body'>,
    { answer, json }: Pick<ScimExchange, 'answer' | 'json'>,
  ): void {
    const [, type, id] = /^\/(User|Group)s(?:\/([^/?]+))?/.exec(path) ?? [];
    if (type !== 'User' && type !== 'Group') return;
    if (method === 'DELETE' && id !== undefined && isGone(answer?.status))
      this.#forget(`${type}/${decode(id)}`);
    const known = method === 'GET' ? this.#resourceOf(path) : undefined;
    if (known && answer?.status === 200 && json && hasName(json, known.name))
      this.#made.set(`${known.type}/${known.id}`, { ...known, isConfirmed: true });
    if (method !== 'POST') return;
    const made = json?.id;
    const isMade = answer !== undefined && answer.status >= 200 && answer.status < 300;
    const name = nameIn(body);
    if (isMade && isId(made)) this.#add({ type, id: made, name }, json);
    else if (isMade) this.#lose({ type, name, isRepeated: false });
    else if (name !== '' && (!answer || answer.status >= 500)) this.#unsure.set(name, type);
  }

  #lose({ type, name, isRepeated }: Pick<Resource, 'type' | 'name' | 'isRepeated'>): void {
    if (name === '') return;
    this.#unsure.set(name, type);
    this.#lost.set(name, { type, isRepeated });
  }

  #forget(key: string): void {
    this.#lost.delete(this.#made.get(key)?.name ?? '');
    this.#made.delete(key);
  }

  #add(
    { id: given, ...named }: Pick<Resource, 'type' | 'id' | 'name'>,
    shown: JsonObject | undefined,
  ): void {
    // As addresses have it.
    const resource = { ...named, id: given.toWellFormed() };
    const key = `${resource.type}/${resource.id}`;
    const isRepeated = shown !== undefined && hasName(shown, resource.name);
    // A second creation of the same one changes nothing about the first; one with another name must be elsewhere.
    const known = this.#made.get(key);
    if (known && known.name !== resource.name) this.#lose({ ...resource, isRepeated });
    if (known) return;
    this.#made.set(key, { ...resource, isRepeated, isConfirmed: false });
  }

  /**
   * Deletes what is left, and what creations without a clear answer may have left. A server that answers nothing any more is given up.
   *
   * @returns what could not be deleted, as `Users/1`, or by its name where its address is not known
   */
  async remove(send: (request: scimWire.ScimRequest) => Promise<ScimExchange>): Promise<string[]> {
    let silent = 0;
    // Whatever goes wrong with one resource keeps neither the others nor the report.
    const ask = async (request: scimWire.ScimRequest): Promise<ScimExchange | undefined> => {
      if (silent >= PATIENCE) return undefined;
      try {
        const exchange = await send(request);
        silent = exchange.answer ? 0 : silent + 1;
        return exchange;
      } catch (error) {
        silent = error instanceof Unshown ? 0 : silent + 1;
        return undefined;
      }
    };
    const left: string[] = [];
    // What turns out in the first round to have another id is looked for by its name in the second.
    for (const round of [1, 2]) {
      const tried = round === 1 ? [] : left;
      await this.#lookForUnsure(ask);
      // Groups first: some servers refuse to delete their members.
      const all = [...this.#made.values()].toSorted((a, b) => a.type.localeCompare(b.type));
      for (const { type, id } of all) {
        if (tried.includes(`${type}s/${id}`)) continue;
        const exchange = await ask(scimWire.deleteResource(type, id));
        if (isGone(exchange?.answer?.status)) this.#forget(`${type}/${id}`);
        else if (this.#made.has(`${type}/${id}`)) left.push(`${type}s/${id}`);
      }
    }
    const lost = [...this.#lost].map(([name, { type }]) => `the ${type.toLowerCase()} "${name}"`);
    return [...left, ...lost];
  }

  async #lookForUnsure(
    ask: (request: scimWire.ScimRequest) => Promise<ScimExchange | undefined>,
  ): Promise<void> {
    const names = [...this.#unsure];
    this.#unsure.clear();
    for (const [name, type] of names) {
      const attribute = type === 'User' ? 'userName' : 'displayName';
      const { json } = (await ask(scimWire.matchResource(type, attribute, name))) ?? {};
      const found = Array.isArray(json?.Resources) ? json.Resources : undefined;
      // A server that repeated the name, and has nobody of that name, made nobody.
      if (found?.length === 0 && this.#lost.get(name)?.isRepeated) this.#lost.delete(name);
      for (const each of found ?? [])
        if (isJsonObject(each) && each[attribute] === name && isId(each.id))
          this.#add({ type, id: each.id, name }, each);
    }
  }
}

/** In characters: servers take no longer addresses, and a thousand ids of megabytes would fill the memory. */
const LONGEST_ID = 1000;

const isId = (id: unknown): id is string =>
  typeof id === 'string' && id !== '' && id.length <= LONGEST_ID;

/** Of letters, digits and signs that no server takes for a part of an address. */
const PLAIN_ID = /^[\w~:@=+,-]+(?:\.[\w~:@=+,-]+)*$/;

/** The mark in every name that a check makes up; a server may write the rest of a name otherwise. */
const MARK = /samlab-[0-9a-f]{6}-\d+/i;

/** What a creation calls a user or group. */
function nameIn(body: string | undefined): string {
  const { userName, displayName } = objectFrom(body);
  const name = [userName, displayName].find((each) => typeof each === 'string');
  return typeof name === 'string' ? name : '';
}

/** Whether a resource has this name, or its mark, somewhere. */
function hasName(resource: JsonObject, name: string): boolean {
  const found = JSON.stringify(resource).toLowerCase();
  const [mark] = MARK.exec(name) ?? [];
  // The mark of another one may begin with this one: samlab-012abc-1 and samlab-012abc-12.
  if (mark) return new RegExp(`${mark.toLowerCase()}(?!\\d)`).test(found);
  return name !== '' && found.includes(JSON.stringify(name).slice(1, -1).toLowerCase());
}

const isGone = (status: number | undefined) =>
  status === 404 || status === 410 || (status !== undefined && status >= 200 && status < 300);

function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
