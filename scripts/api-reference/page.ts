import type { Declaration, Node, TypesFile } from './declarations.ts';
import { isPublic, membersOf, readPublicApi } from './public-api.ts';

/** Longer types of members get a separate block. */
const LINE = 120;

/** The content of docs/api-reference.md. */
export function apiReference(): string {
  const { entries, further } = readPublicApi();
  return [
    '# API reference',
    '',
    'Every function, class and type of the package, with its members, from the docstrings. [api.md](api.md) is the guide, with an example of each. Written by `npm run api-reference`; do not edit.',
    ...entries.flatMap(({ specifier, exports }) => [
      '',
      `## ${specifier}`,
      '',
      exports.map(({ exportedAs }) => `[${exportedAs}](#${anchor(exportedAs)})`).join(', '),
      ...exports.flatMap((each) => section(each, each.exportedAs)),
    ]),
    '',
    '## Types that these name',
    '',
    'They are not exported by name; TypeScript infers them.',
    ...further.flatMap((each) => section(each, each.name)),
    '',
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n+$/, '\n');
}

const anchor = (name: string) => name.toLowerCase().replace('$', '');

function section({ node, file, name }: Declaration, title: string): string[] {
  const members = membersOf(node);
  const doc = file.docOf(node);
  return [
    '',
    `### ${title.replace('$1', ' ')}`.trimEnd(),
    '',
    ...(doc === '' ? [] : [prose(doc), '']),
    ...(members
      ? memberList(node, members.filter(isPublic), file, name)
      : ['```ts', declarationText(file.textOf(node)), '```']),
  ];
}

const declarationText = (text: string) =>
  text.replace(/^(export )?(declare )?/, '').replaceAll('$1', '');

function memberList(node: Node, members: readonly Node[], file: TypesFile, name: string): string[] {
  const head = file.plain(file.source.slice(node.start, (node.body as Node).start));
  const extending = /\bextends .*$|\bimplements .*$/.exec(head)?.[0];
  return [
    ...(extending ? [`\`${name.replace('$1', '')} ${extending.replaceAll('$1', '')}\``, ''] : []),
    ...members.flatMap((member) => memberItem(member, file)),
  ];
}

function memberItem(member: Node, file: TypesFile): string[] {
  const raw = file.textOf(member).replace(/;$/, '');
  const signature = file.plain(raw).replaceAll('$1', '');
  const doc = file.docOf(member);
  const text = doc === '' ? [] : ['', indent(prose(doc))];
  if (signature.length <= LINE) return [`- \`${signature}\``, ...text, ''];
  const name = /^(readonly )?[\w$]+\??/.exec(signature)?.[0] ?? signature;
  return [
    `- \`${name}\``,
    ...text,
    '',
    indent(['```ts', unindent(raw).replaceAll('$1', ''), '```'].join('\n')),
    '',
  ];
}

const indent = (text: string) => text.replace(/^(?=.)/gm, '  ');
const unindent = (text: string) => text.replace(/^ {2}/gm, '');

/** A docstring as Markdown: the text, then parameters, result and errors as a list. */
function prose(doc: string): string {
  const [text = '', ...tags] = doc.split(/(?:^|(?<=\s))@(?=(?:param|returns|throws)\b)/);
  const items = tags.map((tag) => `- ${tagLine(tag.replace(/\s+/g, ' ').trim())}`);
  return [paragraphs(text), items.join('\n')].filter((part) => part !== '').join('\n\n');
}

const paragraphs = (text: string) =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\n(?!\s*- )/g, ' '))
    .join('\n\n');

function tagLine(tag: string): string {
  const param = /^param (\S+) (.*)$/.exec(tag);
  if (param) return `\`${param[1]}\`: ${param[2]}`;
  const thrown = /^throws (?:\{(.*?)\} ?)?(.*)$/.exec(tag);
  if (thrown)
    return `Throws ${[thrown[1] && `\`${thrown[1]}\``, thrown[2]].filter(Boolean).join(' ')}`;
  return tag.replace(/^returns/, 'Returns');
}
