import { AdminError } from './errors.ts';

/** The fields of a form that was sent. White space around a typed value is never meant. */
export class PostedForm {
  readonly #fields: ReadonlyMap<string, readonly string[]>;
  readonly #files: ReadonlyMap<string, Uint8Array>;

  constructor(body: unknown, files: ReadonlyMap<string, Uint8Array> = new Map()) {
    const entries = typeof body === 'object' && body !== null ? Object.entries(body) : [];
    this.#fields = new Map(
      entries.map(([name, value]) => [
        name,
        [value].flat().filter((one): one is string => typeof one === 'string'),
      ]),
    );
    this.#files = files;
  }

  /**
   * A field that stands at most once; empty when absent.
   *
   * @throws {AdminError} `field_repeated`
   */
  text(name: string): string {
    const [value = '', ...more] = this.#fields.get(name) ?? [];
    if (more.length > 0) throw new AdminError('field_repeated', `The field ${name} came twice.`);
    return value.trim();
  }

  /** A field as it was typed, white space included: passwords. */
  exact(name: string): string {
    this.text(name);
    return this.#fields.get(name)?.[0] ?? '';
  }

  /** A field that may stand several times, in the form's order, empty ones included. */
  all(name: string): string[] {
    return (this.#fields.get(name) ?? []).map((value) => value.trim());
  }

  /** Whether it was sent at all: a tick box, or the button that was pressed. */
  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /** A chosen file; `undefined` when none was chosen. */
  file(name: string): Uint8Array | undefined {
    const file = this.#files.get(name);
    return file && file.length > 0 ? file : undefined;
  }

  /** Tag of the values that the form was made from; see `../directory/stale-version.ts`. */
  version(): string {
    return this.text('version');
  }

  /** The form as it was sent, but for what belongs to one sending only. */
  entries(): [name: string, value: string][] {
    return [...this.#fields]
      .filter(([name]) => name !== '_csrf' && name !== 'version')
      .flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
  }
}
