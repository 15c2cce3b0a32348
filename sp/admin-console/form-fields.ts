type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(body: unknown): Fields {
  return typeof body === 'object' && body !== null ? (body as Fields) : {};
}

/** A field that was sent once as text; a repeated one, or a file under its name, counts as absent. */
export function text(body: unknown, name: string): string | undefined {
  const value = fieldsOf(body)[name];
  return typeof value === 'string' ? value : undefined;
}

/** Every value sent as text under a name. */
export function texts(body: unknown, name: string): string[] {
  return [fieldsOf(body)[name]].flat().filter((value) => typeof value === 'string');
}

/** Whether a box was ticked. */
export function ticked(body: unknown, name: string): boolean {
  return text(body, name) !== undefined;
}

/** The files chosen under a name. An untouched file input sends an empty file, which is ignored. */
export function files(body: unknown, name: string): Uint8Array[] {
  return [fieldsOf(body)[name]]
    .flat()
    .filter((value): value is Buffer => Buffer.isBuffer(value) && value.length > 0);
}
