import { type PhpArray, type PhpValue, readPhpArray } from './php-array.ts';
import type { DropInUser } from './users.ts';

/** Where the image has its users; projects mount their own file there. */
export const imageAuthSources = '/var/www/simplesamlphp/config/authsources.php';

/** The authentication source of the image's identity provider (its `metadata/saml20-idp-hosted.php`). */
const SOURCE = 'example-userpass';
const MODULE = 'exampleauth:UserPass';

/**
 * The users of an `authsources.php` with the module `exampleauth:UserPass`: `'name:password' => array('attribute' => 'value')`
 * (https://simplesamlphp.org/docs/1.15/exampleauth:authsource). The source `example-userpass` is used, or the only one of this module.
 *
 * @throws {PhpSyntaxError} when it cannot be read without running PHP
 * @throws {TypeError} with a sentence when it has no such users
 */
export function readAuthSources(source: string): DropInUser[] {
  const sources = [...readPhpArray(source, 'config')].filter(
    (entry): entry is [string, PhpArray] => entry[1] instanceof Map && entry[1].get(0) === MODULE,
  );
  const [chosen] = sources.filter(([name]) => name === SOURCE || sources.length === 1);
  if (!chosen) throw new TypeError(`There is no source "${SOURCE}" with the module ${MODULE}.`);
  const users = [...chosen[1]].flatMap(([key, value]) => (key === 0 ? [] : [userOf(key, value)]));
  if (users.length === 0) throw new TypeError(`The source "${chosen[0]}" has no users.`);
  return users;
}

function userOf(key: string | number, value: PhpValue): DropInUser {
  const [, userName, password] = /^([^:]+):(.*)$/s.exec(String(key)) ?? [];
  if (userName === undefined || password === undefined)
    throw new TypeError(`The user "${key}" must be written as 'name:password' => array(...).`);
  if (!(value instanceof Map))
    throw new TypeError(`The user "${userName}" must have an array of attributes.`);
  const attributes = [...value].map(([name, values]) => [name, valuesOf(values)] as const);
  return { userName, password, attributes: Object.fromEntries(attributes) };
}

const valuesOf = (value: PhpValue): string[] =>
  (value instanceof Map ? [...value.values()] : [value]).map((one) =>
    one === null ? '' : String(one),
  );
