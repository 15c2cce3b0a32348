import type { ScimType } from '../../../scim/error-message.ts';
import { caseKey } from '../../../store/case-key.ts';
import { MAX_COMPARISONS, MAX_FILTER, MAX_NESTED } from '../limits.ts';
import type { Attribute, ResourceType, Schema } from '../schema/attribute.ts';
import { attributeNamed, coreAttribute } from '../schema/find-attribute.ts';
import { badRequest, quoted } from '../scim-error.ts';
import { isBroken, isRefusedName } from '../values.ts';
import {
  type AttributePath,
  type Filter,
  type Literal,
  leafOf,
  type Operator,
  operators,
} from './filter.ts';

/**
 * Reads a filter (RFC 7644 3.4.2.2). Operators and names of attributes are read in any case.
 *
 * @throws {ScimError} invalidFilter
 */
export function readFilter(text: string, type: ResourceType): Filter {
  return new Reader(text, type, 'invalidFilter').filter();
}

/**
 * Reads the path of an operation (RFC 7644 3.5.2), or the key of a value without a path, which Entra writes in the same way (scim.md a.2).
 *
 * @throws {ScimError} invalidPath
 */
export function readPath(text: string, type: ResourceType): AttributePath {
  return new Reader(text, type, 'invalidPath').path();
}

/** A URN that no schema of ours has: it ends with a version and a name, `urn:ietf:params:scim:schemas:extension:Acme:2.0:User`. */
const OTHER_URN = /urn:[a-z0-9][a-z0-9-]*(?::[\w.-]+)*?:\d+\.\d+:[\w-]+/iy;
const NAME = /[a-z_$][\w$-]*/iy;
/** In a filter, the name of an attribute of an open extension ends at its operator. */
const OPEN_NAME = /[^"[\]()]+?(?= +(?:eq|ne|co|sw|ew|gt|ge|lt|le|pr)\b)/iy;
const REST = /[^"[\]()]+$/y;
const SPACE = / */y;
const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/iy;
const STRING = /"(?:[^"\\]|\\.)*"/sy;

/** Reads from left to right, and never back. */
class Reader {
  readonly #text: string;
  readonly #type: ResourceType;
  readonly #fault: ScimType;
  #at = 0;
  #comparisons = 0;
  #nested = 0;

  constructor(text: string, type: ResourceType, fault: ScimType) {
    this.#text = text;
    this.#type = type;
    this.#fault = fault;
    if (text.length > MAX_FILTER) this.#fail(`it has more than ${MAX_FILTER} characters`);
  }

  filter(): Filter {
    this.#match(SPACE);
    const filter = this.#or();
    if (this.#at < this.#text.length) this.#fail('something follows its end');
    return filter;
  }

  path(): AttributePath {
    const path = this.#attributePath(undefined, REST);
    if (this.#at < this.#text.length) this.#fail('something follows its end');
    return path;
  }

  #or(inside?: Attribute): Filter {
    const of = [this.#and(inside)];
    while (this.#word('or')) of.push(this.#and(inside));
    return of.length === 1 && of[0] ? of[0] : { kind: 'or', of };
  }

  #and(inside: Attribute | undefined): Filter {
    const of = [this.#one(inside)];
    while (this.#word('and')) of.push(this.#one(inside));
    return of.length === 1 && of[0] ? of[0] : { kind: 'and', of };
  }

  #one(inside: Attribute | undefined): Filter {
    if (this.#word('not')) return { kind: 'not', of: this.#parenthesis(inside) };
    if (this.#text[this.#at] === '(') return this.#parenthesis(inside);
    return this.#comparison(inside);
  }

  #parenthesis(inside: Attribute | undefined): Filter {
    this.#expect('(');
    this.#deeper();
    this.#match(SPACE);
    const filter = this.#or(inside);
    this.#expect(')');
    this.#nested -= 1;
    this.#match(SPACE);
    return filter;
  }

  #comparison(inside: Attribute | undefined): Filter {
    this.#comparisons += 1;
    if (this.#comparisons > MAX_COMPARISONS)
      this.#fail(`it has more than ${MAX_COMPARISONS} comparisons`);
    const path = this.#attributePath(inside, OPEN_NAME);
    this.#match(SPACE);
    // A value path alone: some member meets its filter.
    if (path.filter && path.sub === undefined && this.#isEnd()) return { kind: 'present', path };
    if (this.#word('pr')) return { kind: 'present', path };
    const operator = this.#operator();
    if (/^[gl][et]$/.test(operator) && leafOf(path)?.type === 'boolean')
      this.#fail(`${operator} compares no booleans (RFC 7644 3.4.2.2)`);
    const value = this.#literal();
    this.#match(SPACE);
    return { kind: 'compare', path, operator, value };
  }

  #isEnd(): boolean {
    return /^(?:$|[\])]|and\b|or\b)/i.test(this.#text.slice(this.#at, this.#at + 4));
  }

  #operator(): Operator {
    const found = operators.find((operator) => this.#word(operator));
    return found ?? this.#fail(`one of pr, ${operators.join(', ')} is missing`);
  }

  #literal(): Literal {
    const string = this.#match(STRING);
    if (string !== undefined) {
      const text = textIn(string);
      if (text === undefined || isBroken(text))
        this.#fail(`${quoted(string)} is not a JSON string of whole characters`);
      return text;
    }
    const number = this.#match(NUMBER);
    if (number !== undefined) return Number(number);
    for (const [word, value] of words) if (this.#word(word)) return value;
    return this.#fail('a value in quotes is missing');
  }

  #attributePath(inside: Attribute | undefined, openName: RegExp): AttributePath {
    if (inside) {
      const name = this.#name(NAME, 'the name of an attribute is missing');
      const attribute = attributeNamed(inside.subAttributes, name);
      return { name: attribute?.name ?? name, attribute };
    }
    const schema = this.#urn();
    if (!schema) return this.#coreName();
    // Entra wrote a dot until December 2018, and does with the template customappsso (scim.md a.2).
    if (!this.#take(':') && !this.#take('.'))
      return schema.id === this.#type.schema.id ? {} : { urn: schema.id };
    if (schema.id === this.#type.schema.id) return this.#coreName();
    const missing = `the name of an attribute is missing after ${schema.id}`;
    const name = this.#name(schema.open ? openName : NAME, missing);
    const attribute = attributeNamed(schema.attributes, name);
    const path = { urn: schema.id, name: attribute?.name ?? name, attribute };
    return schema.open ? path : this.#members(path);
  }

  #coreName(): AttributePath {
    const name = this.#name(NAME, 'the name of an attribute is missing');
    const attribute = coreAttribute(this.#type, name);
    return this.#members({ name: attribute?.name ?? name, attribute });
  }

  #members(path: AttributePath): AttributePath {
    const { attribute } = path;
    let filter: Filter | undefined;
    if (this.#take('[')) {
      if (!attribute?.subAttributes) this.#fail(`${path.name} has no members to filter`);
      this.#deeper();
      this.#match(SPACE);
      filter = this.#or(attribute);
      this.#nested -= 1;
      this.#expect(']');
    }
    const name = this.#take('.')
      ? this.#name(NAME, 'the name of a sub-attribute is missing')
      : undefined;
    const sub =
      name === undefined
        ? undefined
        : (attributeNamed(attribute?.subAttributes, name)?.name ?? name);
    return { ...path, ...(filter && { filter }), ...(sub !== undefined && { sub }) };
  }

  #name(pattern: RegExp, missing: string): string {
    const name = (this.#match(pattern) ?? this.#fail(missing)).trim();
    if (name === '' || isRefusedName(name)) this.#fail(`${quoted(name)} is not a name`);
    return name;
  }

  /** A URN at this place; one that is not ours gives an open schema. */
  #urn(): Schema | undefined {
    if (caseKey(this.#text.slice(this.#at, this.#at + 4)) !== 'urn:') return undefined;
    const rest = caseKey(this.#text.slice(this.#at));
    const { schema, extensions } = this.#type;
    const known = [schema, ...extensions].find(({ id }) => {
      const after = rest[id.length];
      return (
        rest.startsWith(caseKey(id)) && (after === undefined || after === ':' || after === '.')
      );
    });
    if (known) {
      this.#at += known.id.length;
      return known;
    }
    const id = this.#match(OTHER_URN) ?? this.#fail('it begins with a URN that is not complete');
    return { id, name: '', description: '', attributes: [], open: true };
  }

  #deeper(): void {
    this.#nested += 1;
    if (this.#nested > MAX_NESTED) this.#fail(`it is nested more than ${MAX_NESTED} levels deep`);
  }

  /** A word in any case, and the spaces after it. */
  #word(word: string): boolean {
    const end = this.#at + word.length;
    const isThere =
      caseKey(this.#text.slice(this.#at, end)) === word && !/[\w$.-]/.test(this.#text[end] ?? ' ');
    if (!isThere) return false;
    this.#at = end;
    this.#match(SPACE);
    return true;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) this.#fail(`${character} is missing`);
  }

  /** @param pattern sticky; it takes as long as what it matches */
  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #fail(why: string): never {
    const what = this.#fault === 'invalidPath' ? 'path' : 'filter';
    const where = this.#text.slice(this.#at, this.#at + 20);
    const place = where === '' ? 'at its end' : `at ${quoted(where)}`;
    throw badRequest(
      this.#fault,
      `The ${what} ${quoted(this.#text)} cannot be read: ${why}, ${place}.`,
    );
  }
}

function textIn(string: string): string | undefined {
  try {
    return JSON.parse(string) as string;
  } catch {
    return undefined;
  }
}

const words = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;
