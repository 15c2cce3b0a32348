import { keptExchange, type ScimExchange, scimWire } from '../../idp/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../../scim/json.ts';
import { urn } from '../../scim/urns.ts';
import { shortCopy } from '../../text-files/short-copy.ts';
import type { ClientGrants } from './client-grant.ts';
import { NoAnswer, Unshown, Wrong } from './outcomes.ts';
import { PATIENCE_WORDS } from './patience.ts';
import type { CaseExchange, Sender, TokenKind } from './sender.ts';
import type { SignInDoor } from './sign-in-door.ts';
import type { Silence } from './silence.ts';

type Request = scimWire.ScimRequest;
type Value = scimWire.AttributeValue;
type Change = scimWire.AttributeChange;

/** The attribute by which Entra looks for a user. */
export const matchAttributes = {
  userName: 'userName',
  mail: 'emails[type eq "work"].value',
  externalId: 'externalId',
} as const;

export type Match = keyof typeof matchAttributes;

/** What is known of the server, and what the user of the check said. */
export interface Setup {
  readonly match: Match;
  readonly groups: boolean;
  /** URN and name of an attribute of a custom extension. */
  readonly customAttribute?: string | undefined;
  readonly existing?: string | undefined;
  /** Target attributes of the mapping. */
  readonly targets: readonly string[];
  /** Added when the server answers nobody without it. */
  readonly userAgent?: string | undefined;
  readonly signIn?: SignInDoor | undefined;
  /** Ways to a token; absent also in a dry run. */
  readonly grants?: ClientGrants | undefined;
}

export interface TestUser {
  readonly id: string;
  readonly userName: string;
  readonly mail: string;
  readonly externalId: string;
}

export const enterprise = (name: string) => `${urn.enterpriseUser}:${name}`;
export const workMail = matchAttributes.mail;

/** What a run can do with the server. Changes and deletes only what this check made. */
export class ScimStage {
  readonly setup: Setup;
  readonly exchanges: CaseExchange[] = [];
  readonly #sender: Sender;
  readonly #name: () => string;
  readonly #judges: boolean;
  readonly #onLimited: (sentence: string) => void;
  readonly #silence: Silence | undefined;

  /**
   * @param judges false: nothing is sent, so nothing is wrong; for a dry run
   * @param onLimited called with a sentence when a request is given up, because the server wants to have fewer, or answers nothing any more
   * @param silence shared by all cases; absent: every request is sent
   */
  constructor(
    setup: Setup,
    {
      sender,
      name,
      judges,
      onLimited = () => {},
      silence,
    }: {
      sender: Sender;
      name: () => string;
      judges: boolean;
      onLimited?: (sentence: string) => void;
      silence?: Silence;
    },
  ) {
    this.setup = setup;
    this.#sender = sender;
    this.#name = name;
    this.#judges = judges;
    this.#onLimited = onLimited;
    this.#silence = silence;
  }

  /** A name that nobody else has, with the mark of this check. */
  name(): string {
    return this.#name();
  }

  guid(): string {
    return this.#sender.newId();
  }

  sleep(ms: number): Promise<void> {
    return this.#sender.sleep(ms);
  }

  /**
   * @param by the request whose answer this is about; without it, the last one, or, where that only read a resource, the last one that changed something
   * @throws {Wrong} with this sentence, unless it holds
   */
  must(holds: boolean, sentence: string, by?: CaseExchange): void {
    if (this.#judges && !holds) throw new Wrong(sentence, by);
  }

  /** @throws {Unshown} with this sentence, unless it holds */
  needs(holds: boolean, sentence: string): void {
    if (this.#judges && !holds) throw new Unshown(sentence);
  }

  /**
   * Sends a request.
   *
   * @param limits whether 429 is an answer that the case is about
   * @throws {NoAnswer} when there is no answer; {Unshown} for 429, after as much patience as the check has, and once the server answers nothing any more
   */
  async send(
    request: Request,
    {
      token = 'given',
      plain = false,
      limits = false,
    }: { token?: TokenKind; plain?: boolean; limits?: boolean } = {},
  ): Promise<CaseExchange> {
    const silent = this.#silence?.sentence;
    if (silent !== undefined) {
      this.#onLimited(silent);
      throw new Unshown(silent);
    }
    const { userAgent } = this.setup;
    const headers = {
      ...(userAgent !== undefined && !plain && { 'User-Agent': userAgent }),
      ...request.headers,
    };
    const exchange = { ...(await this.#sender.send({ ...request, headers }, token)), token };
    this.exchanges.push(keptExchange(exchange));
    this.#silence?.note(exchange);
    if (exchange.fault && unanswered.includes(exchange.fault.kind))
      throw new NoAnswer(exchange.fault.sentence, exchange);
    if (exchange.answer?.status === 429 && !limits) {
      const sentence = limited(exchange);
      this.#onLimited(sentence);
      throw new Unshown(`${sentence} So nothing is known: raise the limit for the check.`);
    }
    return exchange;
  }

  /** Makes a user as Entra does, with `extra` values in place of, or beside, those that every user gets. @throws {Unshown} when that fails */
  async user(extra: readonly Value[] = [], without: readonly string[] = []): Promise<TestUser> {
    const { user, values } = this.newUser(extra, without);
    const exchange = await this.send(scimWire.createUser(values));
    const id = idOf(exchange);
    this.needs(
      exchange.answer?.status === 201 && id !== undefined,
      `The test user could not be made, so nothing is known: ${said(exchange)} CRE-11 is about that.`,
    );
    return { ...user, id: id ?? '' };
  }

  /** The values of a new user, not sent yet. */
  newUser(
    extra: readonly Value[] = [],
    without: readonly string[] = [],
  ): { user: Omit<TestUser, 'id'>; values: Value[] } {
    const name = this.name();
    const mail = `${name}@${this.#sender.domain}`;
    const given = new Map<string, Json>([
      ['externalId', this.guid()],
      ['userName', mail],
      ['active', true],
      [workMail, mail],
      ['displayName', `Ada ${name}`],
      ['name.givenName', 'Ada'],
      ['name.familyName', 'Berg'],
    ]);
    for (const { target, value } of extra) given.set(target, value);
    for (const target of without) given.delete(target);
    return {
      user: {
        userName: String(given.get('userName') ?? ''),
        mail: String(given.get(workMail) ?? ''),
        externalId: String(given.get('externalId') ?? ''),
      },
      values: [...given].map(([target, value]) => ({ target, value })),
    };
  }

  /** Makes a group. @throws {Unshown} when that fails */
  async group(memberIds: readonly string[] = []): Promise<{ id: string; displayName: string }> {
    const displayName = this.name();
    const exchange = await this.send(
      scimWire.createGroup(
        [
          { target: 'externalId', value: this.guid() },
          { target: 'displayName', value: displayName },
        ],
        'default',
      ),
    );
    const id = idOf(exchange) ?? '';
    this.needs(
      exchange.answer?.status === 201 && id !== '',
      `The test group could not be made, so nothing is known: ${said(exchange)}`,
    );
    for (const memberId of memberIds) {
      const added = await this.send(scimWire.addMembers(id, [memberId], 'default'));
      this.needs(
        isOk(added),
        `A member could not be added, so nothing is known: ${said(added)} GRP-65 is about that.`,
      );
    }
    return { id, displayName };
  }

  /** What the server shows of a user now. @throws {Unshown} when it shows nothing */
  async read(id: string): Promise<JsonObject> {
    const exchange = await this.send(scimWire.getResource('User', id));
    this.needs(
      exchange.answer?.status === 200 && exchange.json !== undefined,
      `The user cannot be read, so nothing is known: ${said(exchange)}`,
    );
    return exchange.json ?? {};
  }

  /** Ids of the members of a group. @throws {Unshown} when it cannot be read */
  async members(id: string): Promise<string[]> {
    const exchange = await this.send({
      method: 'GET',
      path: scimWire.pathOf('Group', id),
      headers: {},
    });
    this.needs(
      exchange.answer?.status === 200 && exchange.json !== undefined,
      `The group cannot be read, so nothing is known: ${said(exchange)}`,
    );
    return list(exchange.json?.members).flatMap((each) =>
      isJsonObject(each) && typeof each.value === 'string' ? [each.value] : [],
    );
  }

  /** The users with this value; none also for a 404, which CONN-01 is about. @throws {Unshown} when there is no list */
  async find(attribute: string, value: string): Promise<JsonObject[]> {
    const exchange = await this.send(scimWire.matchResource('User', attribute, value));
    if (exchange.answer?.status === 404) return [];
    this.needs(
      exchange.answer?.status === 200 && Array.isArray(exchange.json?.Resources),
      `The users cannot be queried, so nothing is known: ${said(exchange)}`,
    );
    return list(exchange.json?.Resources).filter(isJsonObject);
  }

  /** Changes a user; the server must accept that. @throws {Wrong} */
  async change(
    id: string,
    changes: readonly Change[],
    dialect: scimWire.Dialect = 'default',
  ): Promise<CaseExchange> {
    return this.accepted(
      await this.send(scimWire.updateResource('User', id, changes, dialect)),
      'The change',
    );
  }

  /** @throws {Wrong} unless the answer is 2xx */
  accepted(exchange: CaseExchange, what: string): CaseExchange {
    this.must(isOk(exchange), `${what} was refused: ${said(exchange)}`, exchange);
    return exchange;
  }

  /** @throws {Wrong} unless a user shows these values */
  shows(resource: JsonObject, values: Readonly<Record<string, Json>>): void {
    for (const [target, wanted] of Object.entries(values)) {
      const found = scimWire.targetValue(resource, target);
      this.must(found === wanted, `${target} is ${shown(found)}, where ${shown(wanted)} was sent.`);
    }
  }

  /** Disables a user by whatever form the server understands. @throws {Unshown} when none works */
  async disabled(id: string): Promise<void> {
    for (const request of [
      scimWire.setActive(id, false, 'aadOptscim062020'),
      scimWire.setActive(id, false, 'default'),
      scimWire.patch(scimWire.pathOf('User', id), [{ op: 'replace', value: { active: false } }]),
    ]) {
      await this.send(request);
      const { active } = await this.read(id);
      if (active === false) return;
    }
    this.needs(
      false,
      'The user could not be disabled, so nothing is known; LIF-55 and LIF-56 are about that.',
    );
  }

  /** Gives a user a manager by whatever form the server understands. @throws {Unshown} when none works */
  async managed(id: string, managerId: string): Promise<void> {
    for (const request of [
      scimWire.setManager(id, managerId, 'default'),
      scimWire.setManager(id, managerId, 'default', { form: 'array' }),
      scimWire.patch(scimWire.pathOf('User', id), [
        { op: 'replace', path: scimWire.managerAttribute, value: { value: managerId } },
      ]),
    ]) {
      await this.send(request);
      const found = scimWire.targetValue(await this.read(id), scimWire.managerAttribute);
      if (found === managerId) return;
    }
    this.needs(
      false,
      'The manager could not be set, so nothing is known; MGR-49 and MGR-50 are about that.',
    );
  }
}

/** Why nothing is known after a 429. */
function limited({ retryAfterMs: wait }: ScimExchange): string {
  const asks =
    wait === undefined
      ? 'without a Retry-After that can be read'
      : `and asks to wait for ${Math.ceil(wait / 1000).toLocaleString('en')} seconds`;
  return `The server answered 429, too many requests, ${asks}; the check waits ${PATIENCE_WORDS}.`;
}

/** Faults without an answer to judge. */
const unanswered: readonly string[] = ['unreachable', 'reset', 'timeout', 'tls', 'no-token'];

export const list = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : [];

/** 2xx. A PATCH that answers 200 without a body is one too: GRP-76 is about that. */
export const isOk = ({ answer, fault }: ScimExchange): boolean =>
  answer !== undefined &&
  answer.status >= 200 &&
  answer.status < 300 &&
  (fault === undefined || fault.kind === 'empty');

export const idOf = ({ json }: ScimExchange): string | undefined =>
  typeof json?.id === 'string' && json.id !== '' ? json.id : undefined;

export const shown = (value: Json | undefined): string =>
  value === undefined ? 'absent' : shortCopy(JSON.stringify(value), MOST);

/** In characters, of the text of an answer. */
const MOST = 300;

/** What the server answered, in one sentence. */
export function said({ answer, json, fault }: ScimExchange): string {
  if (!answer) return fault?.sentence ?? 'There was no answer.';
  if (fault) return fault.sentence;
  const { detail, scimType } = json ?? {};
  const words = [scimType, detail].filter((each) => typeof each === 'string' && each !== '');
  const text = words.length > 0 ? words.join(': ') : answer.body.trim();
  const short = shortCopy(text, MOST);
  return `the server answered ${answer.status}${short === '' ? '.' : ` (${short}).`}`;
}
