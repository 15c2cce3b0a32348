/** Rules on how a message arrives. */
import type { RuleTable } from './rule.ts';

export const formRules = {
  'form-method': {
    demands: 'A Response arrives by POST only.',
    clause: 'SAML Profiles 4.1.2',
    without: 'takes a Response from the query of a GET',
    runs: ['web-wrong-method#1'],
  },
  'form-content-type': {
    demands: 'A Response arrives in a URL-encoded form.',
    clause: 'SAML Bindings 3.5.4',
    without: 'also reads JSON and text/plain',
    runs: ['web-content-type#1-2'],
  },
  'form-single-field': {
    demands: 'The form has exactly one SAMLResponse field.',
    clause: 'SAML Bindings 3.5.4',
    without: 'takes the first of two',
    runs: ['web-content-type#6'],
  },
  'form-size': {
    demands: 'A form over 1 MB is refused.',
    clause: 'CWE-770',
    without: 'reads a form of any size',
    load: true,
    runs: ['web-oversize'],
  },
  readable: {
    demands: 'A value that is not base64 of XML is refused like any other message.',
    clause: 'SAML Bindings 3.5.4',
    without: 'has an exception that ends the process',
    runs: ['xml-not-base64#1-3', 'web-malformed-form#1', 'web-malformed-form#3-5'],
  },
} as const satisfies RuleTable;
