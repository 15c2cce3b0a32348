import { settingsSchema } from '../schema/lab.ts';

/** What of JSON Schema the page shows. */
interface Schema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

/** `docs/settings.schema.json` */
export const schemaFile = (): string => `${JSON.stringify(settingsSchema, null, 2)}\n`;

/** The tables of `docs/settings.md`: every key of every map in a settings file. */
export function settingsTables(): string {
  return mapsIn(settingsSchema as object)
    .map(({ place, title, map }) => {
      const rows = Object.entries(map.properties ?? {}).map(
        ([name, schema]) =>
          `| \`${name}\`${map.required?.includes(name) ? ' (required)' : ''} | ${kindOf(schema)} | ${meaningOf(schema)} |`,
      );
      const heading = place === '' ? 'The file' : `\`${place}\``;
      const caption = title === undefined || place === '' ? '' : `${title}.\n\n`;
      return `### ${heading}\n\n${caption}| Key | Value | Meaning |\n|---|---|---|\n${rows.join('\n')}\n`;
    })
    .join('\n');
}

interface PlacedMap {
  readonly place: string;
  readonly title: string | undefined;
  readonly map: Schema;
}

function mapsIn(schema: Schema, place = ''): PlacedMap[] {
  if (schema.anyOf) return schema.anyOf.flatMap((branch) => mapsIn(branch, place));
  if (schema.items) return mapsIn(schema.items, `${place}[]`);
  if (!schema.properties) return [];
  const inner = Object.entries(schema.properties).flatMap(([name, member]) =>
    mapsIn(member, place === '' ? name : `${place}.${name}`),
  );
  return [{ place, title: schema.title, map: schema }, ...inner];
}

function kindOf(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(' or ');
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  const items = schema.items;
  switch (schema.type) {
    case 'array':
      return items?.type === 'string' ? 'list of texts' : 'list';
    case 'object':
      return 'map';
    case 'integer':
      return 'number';
    case 'boolean':
      return '`true`, `false`';
    default:
      return 'text';
  }
}

function meaningOf({ description = '', examples = [] }: Schema): string {
  const shown = examples.map((each) => `\`${each}\``).join(', ');
  return shown === '' ? description : `${description} Example: ${shown}.`;
}

/**
 * `lab/settings/settings.ts`: the same as TypeScript types, which name no library, so that the types of the package do not either.
 */
export const typesFile = (): string =>
  `/** Written by \`npm run settings\` from schema/. */\n\n/** What a settings file says. */\nexport interface Settings ${typeOf(settingsSchema as object, '')}\n`;

function typeOf(schema: Schema, indent: string): string {
  if (schema.anyOf) return schema.anyOf.map((branch) => typeOf(branch, indent)).join(' | ');
  if (schema.enum) return schema.enum.map((value) => `'${String(value)}'`).join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.items) return `readonly (${typeOf(schema.items, indent)})[]`;
  if (schema.properties) {
    const inner = `${indent}  `;
    const members = Object.entries(schema.properties).map(([name, member]) => {
      const [mark, end] = schema.required?.includes(name) ? ['', ''] : ['?', ' | undefined'];
      const comment = member.description ? `${inner}/** ${meaningOf(member)} */\n` : '';
      return `${comment}${inner}readonly ${name}${mark}: ${typeOf(member, inner)}${end};\n`;
    });
    return `{\n${members.join('')}${indent}}`;
  }
  if (typeof schema.additionalProperties === 'object')
    return `Readonly<Record<string, ${typeOf(schema.additionalProperties, indent)}>>`;
  return schema.type === 'integer' ? 'number' : (schema.type ?? 'unknown');
}
