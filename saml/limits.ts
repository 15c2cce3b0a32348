/** The largest message we read, in bytes of XML. A response with 150 groups has some 20 KiB; ruby-saml stops at 250,000. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

/**
 * The longest canonical form of a message or of metadata, in bytes. Exclusive C14N writes a namespace anew wherever it is used, so that the
 * form may be longer than the message by far: 250 KiB can ask for gigabytes. Values with `xsi:type` double their length.
 */
export const MAX_CANONICAL_BYTES = 4 * 1024 * 1024;

/** The longest canonical form of a SignedInfo, in bytes; an honest one has some 800. */
export const MAX_SIGNED_INFO_BYTES = 64 * 1024;
