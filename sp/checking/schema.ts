import type { Check } from './check.ts';

/** SAML Core 1.2 and appendix A: the schema is normative. It also stops wrapping attacks, which need elements in unusual places. */
export const schema: Check<{ readonly schemaErrors: readonly string[] }> = {
  name: 'schema',
  title: 'The message follows the SAML schema',
  fault: 'The message does not follow the SAML schema',
  clause: 'SAML Core 1.2, schema saml-schema-protocol-2.0.xsd',
  whatToDo: 'Correct the message at the identity provider, at the element that the schema names.',
  run: ({ schemaErrors }) => ({
    passed: schemaErrors.length === 0,
    expected: 'a message that the OASIS schema accepts',
    found: schemaErrors.length === 0 ? 'accepted' : schemaErrors.slice(0, 3).join(' '),
  }),
};
