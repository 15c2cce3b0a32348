/** The largest message we read, in bytes of XML. A response with 150 groups has some 20 KiB; ruby-saml stops at 250,000. */
export const MAX_MESSAGE_BYTES = 256 * 1024;
