import { AdminError } from './errors.ts';

/** The fields of a posted form. White space around a typed value is never intended. */
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
   * A field that occurs at most once; empty when absent.
   *
   * @throws {AdminError} `field_repeated`
   */
  text(name: string): string {
    const [value = '', ...more] = this.#fields.get(name) ?? [];
    if (more.length > 0)
      throw new AdminError('field_repeated', `The field ${name} was sent twice.`);
    return value.trim();
  }

  /** A field exactly as it was typed, for passwords. */
  exact(name: string): string {
    this.text(name);
    return this.#fields.get(name)?.[0] ?? '';
  }

  /** All values of a field, in the form's order, empty ones included. */
  all(name: string): string[] {
    return (this.#fields.get(name) ?? []).map((value) => value.trim());
  }

  /** Whether the field was sent at all: a ticked box, or the pressed button. */
  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /** An uploaded file; `undefined` when no file was chosen. */
  file(name: string): Uint8Array | undefined {
    const file = this.#files.get(name);
    return file && file.length > 0 ? file : undefined;
  }

  /** Tag of the values that the form was made from; see `../directory/stale-version.ts`. */
  version(): string {
    return this.text('version');
  }

  /** The form as it was sent, without the CSRF token and the version. */
  entries(): [name: string, value: string][] {
    return [...this.#fields]
      .filter(([name]) => name !== '_csrf' && name !== 'version')
      .flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
  }
}
