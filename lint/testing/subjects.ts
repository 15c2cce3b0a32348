import { deflateRawSync } from 'node:zlib';
import type { BasicSaml } from '../../idp/index.ts';
import { binding, ns } from '../../saml/names.ts';
import type { Finding } from '../finding.ts';
import { type LintReport, lint } from '../lint.ts';
import { readSubjects } from '../read-subjects.ts';

const now = new Date('2026-11-30T08:00:00Z');
export const entityId = 'https://sp.example.test/metadata';
export const acs = 'https://sp.example.test/acs';
const slo = 'https://sp.example.test/slo';

const unknown: BasicSaml = { identifierUris: [], replyUrls: [] };

/** What one or several inputs lead to. @param given the registration in Entra */
export async function linted(
  inputs: string | Uint8Array | readonly (string | Uint8Array)[],
  { given = unknown, by }: { given?: BasicSaml; by?: 'redirect' | 'post' } = {},
): Promise<LintReport> {
  const all = Array.isArray(inputs) ? inputs : [inputs as string | Uint8Array];
  const subjects = await Promise.all(
    all.map((input, n) =>
      readSubjects({ name: `input ${n + 1}`, content: Buffer.from(input) }, { binding: by }),
    ),
  );
  return lint(subjects.flat(), { given, now });
}

/** Every finding, as its severity and id. */
export const idsOf = ({ linted: all }: LintReport): string[] =>
  all.flatMap(({ findings }) => findings.map(({ severity, id }) => `${severity} ${id}`));

/** The finding with this id. @throws {TypeError} unless there is exactly one */
export function findingOf({ linted: all }: LintReport, id: string): Finding {
  const [only, ...more] = all.flatMap(({ findings }) => findings.filter((one) => one.id === id));
  if (!only || more.length > 0) throw new TypeError(`There are several findings ${id}, or none.`);
  return only;
}

/** @param changes text of the metadata to replace */
export function spMetadata(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changed(
    `<md:EntityDescriptor xmlns:md="${ns.metadata}" entityID="${entityId}"><md:SPSSODescriptor protocolSupportEnumeration="${ns.protocol}"><md:SingleLogoutService Binding="${binding.redirect}" Location="${slo}"/><md:AssertionConsumerService Binding="${binding.post}" Location="${acs}" index="0"/></md:SPSSODescriptor></md:EntityDescriptor>`,
    changes,
  );
}

/** @param changes text of the request to replace */
export function authnRequest(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changed(
    `<samlp:AuthnRequest xmlns:samlp="${ns.protocol}" xmlns:saml="${ns.assertion}" ID="_a1" Version="2.0" IssueInstant="2026-11-30T08:00:00Z" AssertionConsumerServiceURL="${acs}"><saml:Issuer>${entityId}</saml:Issuer></samlp:AuthnRequest>`,
    changes,
  );
}

/** @param changes text of the request to replace */
export function logoutRequest(
  ...changes: readonly (readonly [from: string, to: string])[]
): string {
  return changed(
    `<samlp:LogoutRequest xmlns:samlp="${ns.protocol}" xmlns:saml="${ns.assertion}" ID="_b1" Version="2.0" IssueInstant="2026-11-30T08:00:00Z"><saml:Issuer>${entityId}</saml:Issuer><saml:NameID>B.Simon@contoso.com</saml:NameID></samlp:LogoutRequest>`,
    changes,
  );
}

function changed(xml: string, changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new TypeError(`There is no ${from} to change.`);
    return text.replace(from, to);
  }, xml);
}

/** The URL of a message by HTTP-Redirect. @param more of the query, such as `&RelayState=x` */
export const redirectUrl = (xml: string, more = ''): string =>
  `https://login.microsoftonline.com/contoso.com/saml2?SAMLRequest=${encodeURIComponent(deflateRawSync(xml).toString('base64'))}${more}`;
