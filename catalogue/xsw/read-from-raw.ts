import type { CatalogueCase, MessageRun } from '../case.ts';
import { asHostile } from '../honest.ts';
import { renderAssertion } from '../render.ts';
import { hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import { responseIssuerXml, statusXml } from '../saml-elements.ts';
import { unverified } from '../sig/unverified.ts';
import { signedAssertion } from '../sign-xml.ts';
import { elementText, insertAfter, insertBefore, replaceElement } from '../xml-text.ts';
import { extensions } from './forged.ts';

/** Subject and AttributeStatement, each with its namespace declaration. */
function statementsOf(spec: ResponseSpec): string {
  const assertion = renderAssertion(spec);
  const alone = (name: string) =>
    elementText(assertion, name).replace(
      `<${name}>`,
      `<${name} xmlns="urn:oasis:names:tc:SAML:2.0:assertion">`,
    );
  return alone('Subject') + alone('AttributeStatement');
}

const besideSigned = (title: string, edit: (xml: string) => string): MessageRun => ({
  title,
  message: (honest) => ({ xml: edit(signedAssertion(honest)) }),
});

/** Both ways: a service provider may read the user from the signed part and only the claims from the unsigned, or both. */
const statementsBeside = (
  title: string,
  put: (xml: string, statements: string) => string,
): MessageRun[] => [
  {
    title: `${title}, the attacker's next to the test user's Assertion`,
    message: (honest) => ({
      xml: put(signedAssertion(honest), statementsOf(asHostile(honest))),
    }),
  },
  {
    title: `${title}, the test user's next to the attacker's Assertion`,
    forged: true,
    withoutTrick: unverified,
    message: (honest) => ({
      xml: put(signedAssertion(asHostile(honest)), statementsOf(honest)),
    }),
  },
];

export const xswReadFromRaw: CatalogueCase = {
  id: 'xsw-read-from-raw',
  group: 'xsw',
  title: 'Forged values around a validly signed Assertion',
  severity: 'crit',
  verdict: 'inert',
  basis: ['CVE-2025-54419', 'CVE-2025-54369', 'SAML Core 5.4.2'],
  risk: 'A service provider that verifies one element and then reads the original document gets the attacker’s values.',
  fix: 'After verification, read only the bytes that the signature covers, and discard the original document.',
  runs: [
    besideSigned('second Issuer on the Response', (xml) =>
      insertAfter(xml, 'Issuer', responseIssuerXml('https://hostile.example.test/')),
    ),
    besideSigned('StatusMessage', (xml) =>
      replaceElement(xml, 'Status', statusXml(undefined, { message: hostileIdentity })),
    ),
    ...statementsBeside('Subject and attributes as children of the Response', (xml, statements) =>
      insertBefore(xml, 'Assertion', statements),
    ),
    ...statementsBeside('schema-valid: Subject and attributes in Extensions', (xml, statements) =>
      insertBefore(xml, 'Status', extensions(statements)),
    ),
  ],
};
