import type { CatalogueCase, MessageRun } from '../case.ts';
import { asHostile } from '../honest.ts';
import { renderAssertion } from '../render.ts';
import { hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import { responseIssuerXml, statusXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import { elementText, insertAfter, insertBefore, replaceElement } from '../xml-text.ts';
import { extensions } from './hostile.ts';

/** Subject and AttributeStatement of the hostile identity, each with the namespace they need to stand alone. */
function hostileStatements(spec: ResponseSpec): string {
  const hostile = renderAssertion(asHostile(spec));
  const alone = (name: string) =>
    elementText(hostile, name).replace(
      `<${name}>`,
      `<${name} xmlns="urn:oasis:names:tc:SAML:2.0:assertion">`,
    );
  return alone('Subject') + alone('AttributeStatement');
}

const besideSigned = (
  title: string,
  edit: (xml: string, spec: ResponseSpec) => string,
): MessageRun => ({
  title,
  message: (honest) => ({ xml: edit(signedAssertion(honest), honest) }),
});

export const xswReadFromRaw: CatalogueCase = {
  id: 'xsw-read-from-raw',
  group: 'xsw',
  title: 'Hostile values around an Assertion whose signature is good',
  severity: 'crit',
  verdict: 'inert',
  basis: ['CVE-2025-54419', 'CVE-2025-54369', 'SAML Core 5.4.2'],
  risk: 'A service provider that verifies one thing and then reads the original text takes the attacker’s values.',
  fix: 'After verification read only the bytes that the signature covers; throw the original document away.',
  runs: [
    besideSigned('second Issuer on the Response', (xml) =>
      insertAfter(xml, 'Issuer', responseIssuerXml('https://hostile.example.test/')),
    ),
    besideSigned('StatusMessage', (xml) =>
      replaceElement(xml, 'Status', statusXml(undefined, { message: hostileIdentity })),
    ),
    besideSigned('Subject and attributes as children of the Response', (xml, spec) =>
      insertBefore(xml, 'Assertion', hostileStatements(spec)),
    ),
    besideSigned('schema-valid: Subject and attributes in Extensions', (xml, spec) =>
      insertBefore(xml, 'Status', extensions(hostileStatements(spec))),
    ),
  ],
};
