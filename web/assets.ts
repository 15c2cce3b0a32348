import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * A style sheet, script or icon, read once when the module loads and served from memory: every page needs them, and they are small. The
 * address contains a hash of the content, so it can be cached forever, and a page always loads the matching version.
 */
export interface Asset {
  readonly url: string;
  readonly type: string;
  readonly body: Buffer;
}

/** In cascade order: the tokens come first. They are served as one file. */
const styleSheets = [
  'tokens',
  'base',
  'page',
  'buttons',
  'forms',
  'inputs',
  'choices',
  'touch',
  'surfaces',
  'code',
  'exchange',
  'lists',
  'tiles',
  'sign-in',
  'navigation',
  'catalogue',
  'dashboard',
  'sign-in-log',
  'guide',
  'explain',
  'print',
];
const scriptNames = [
  'copy',
  'drop-zone',
  'guide',
  'live',
  'passkey',
  'second-factor',
  'sign-in',
  'sign-out',
  'unsaved',
] as const;
export type ScriptName = (typeof scriptNames)[number];

const read = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');

function asset(name: string, extension: string, type: string, text: string): Asset {
  const body = Buffer.from(text);
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12);
  return { url: `/assets/${name}-${hash}.${extension}`, type, body };
}

/** All style sheets, for a page that is a file. */
export const styleText = styleSheets.map((name) => read(`${name}.css`)).join('\n');
const style = asset('site', 'css', 'text/css; charset=utf-8', styleText);
const icon = asset('icon', 'svg', 'image/svg+xml', read('icon.svg'));
const scripts = new Map(
  scriptNames.map((name) => [
    name,
    asset(name, 'js', 'text/javascript; charset=utf-8', read(`${name}.js`)),
  ]),
);

/** Everything under `/assets/`, by address. */
export const assets: ReadonlyMap<string, Asset> = new Map(
  [style, icon, ...scripts.values()].map((one) => [one.url, one]),
);

export const styleUrl = style.url;
export const iconUrl = icon.url;

/** The address of a script. @throws {TypeError} for a name that is not in `web/assets/` */
export function scriptUrl(name: ScriptName): string {
  const script = scripts.get(name);
  if (!script) throw new TypeError(`There is no script "${name}" in web/assets.`);
  return script.url;
}
