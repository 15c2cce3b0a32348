import type { ResponseSpec } from '../response-spec.ts';
import { contentText, escapeAttribute, escapeText } from '../xml-text.ts';

/** What a template may contain in double braces, each with what replaces it. */
export const placeholders = {
  'response-id': 'a new ID',
  'assertion-id': 'another new ID',
  'request-id': 'the ID of the request',
  'entity-id': 'the entity ID of the service provider',
  acs: 'the address of its assertion consumer service',
  issuer: 'the entity ID of the identity provider',
  'name-id': 'the NameID of the test user',
} as const;

export type Placeholder = keyof typeof placeholders;

/** `now` and seconds, as in `now-300`; `claim` and a name: the values that a valid response has under this name. */
const BRACES = /\{\{([^{}]*)\}\}/g;

/** One sentence for each pair of braces that holds something else. */
export function templateFaults(template: string): string[] {
  return [...template.matchAll(BRACES)]
    .map(([, name = '']) => name)
    .filter((name) => !(name in placeholders) && !/^now(?:[+-]\d{1,9})?$|^claim .+$/.test(name))
    .map(
      (name) =>
        `message has {{${name}}}, which is none of ${Object.keys(placeholders).join(', ')}, now+SECONDS and claim NAME.`,
    );
}

/** The message for another service provider, user, time and request. */
export function fillTemplate(template: string, spec: ResponseSpec): string {
  const { response, assertion, sp, inResponseTo = '', now } = spec;
  const values: Readonly<Record<Placeholder, string>> = {
    'response-id': response.id,
    'assertion-id': assertion.id,
    'request-id': escapeAttribute(inResponseTo),
    'entity-id': escapeAttribute(sp.entityId),
    acs: escapeAttribute(sp.acs),
    issuer: assertion.issuer === undefined ? '' : contentText(assertion.issuer, 'Issuer'),
    'name-id': escapeAttribute(assertion.nameIdValue),
  };
  return template.replace(BRACES, (_, name: string) => {
    if (name.startsWith('now')) return instant(now, Number(name.slice(3)));
    if (name.startsWith('claim ')) return claim(assertion.attributes, name.slice(6));
    return values[name as Placeholder] ?? '';
  });
}

const instant = (now: Date, seconds: number): string =>
  new Date(now.getTime() + seconds * 1000).toISOString();

/** The AttributeValue elements of a valid response; none for a claim that it does not have. */
function claim(attributes: string, name: string): string {
  for (const [, given, values = ''] of attributes.matchAll(
    /<Attribute Name="([^"]*)">([\s\S]*?)<\/Attribute>/g,
  ))
    if (given === escapeText(name)) return values;
  return '';
}
