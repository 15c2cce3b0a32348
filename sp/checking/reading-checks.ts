import type { CodedCheck } from './coded-check.ts';

/** Size of the decoded message. */
export interface Read {
  readonly bytes: number;
}

/** The checks that turn the encoded text into well-formed XML, in order. */
export const readingChecks: readonly CodedCheck<Read>[] = [
  {
    name: 'encoding',
    title: 'SAMLResponse is base64 of UTF-8 text',
    fault: 'SAMLResponse is not base64 of UTF-8 text',
    clause: 'SAML Bindings 3.5.4; RFC 4648; XML 1.0 4.3.3',
    whatToDo: 'Send the XML of the Response as UTF-8, base64-encoded and not deflated.',
    codes: ['base64', 'deflate', 'encoding'],
    expected: 'base64 of UTF-8 text',
    found: ({ bytes }) => `${bytes} bytes`,
  },
  {
    name: 'size',
    title: 'The message has a reasonable size',
    fault: 'The message is too large or nested too deeply',
    clause: 'Policy of this service provider',
    whatToDo: 'Send a smaller message: fewer attributes or groups.',
    codes: ['too_large', 'too_deep'],
    expected: 'at most 256 KiB and 256 levels of elements',
    found: ({ bytes }) => `${bytes} bytes`,
  },
  {
    name: 'doctype',
    title: 'The message has no document type declaration',
    fault: 'The message has a document type declaration',
    clause: 'SAML2int SDP-G03; Kantara IIP-G03',
    whatToDo: 'Leave out <!DOCTYPE>: it can change what the message says, or fetch files.',
    codes: ['doctype'],
    expected: 'no <!DOCTYPE> and no <!ENTITY>',
    found: () => 'none',
  },
  {
    name: 'well_formed',
    title: 'The message is well-formed XML',
    fault: 'The message is not well-formed XML',
    clause: 'XML 1.0 2.1; Namespaces in XML 1.0',
    whatToDo:
      'Correct the message at the identity provider, or find out what changed it in transit.',
    codes: ['not_xml'],
    expected: 'one well-formed XML document',
    found: () => 'well-formed',
  },
];
