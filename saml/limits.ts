/** The largest accepted message, in bytes of XML. A response with 150 groups has about 20 KiB; ruby-saml's limit is 250,000. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

/**
 * The longest canonical form of a message or of metadata, in bytes. Exclusive C14N repeats a namespace declaration wherever the namespace is
 * used, so a message of 250 KiB can have a canonical form of gigabytes. Values with `xsi:type` double in length.
 */
export const MAX_CANONICAL_BYTES = 4 * 1024 * 1024;

/** The longest canonical form of a SignedInfo, in bytes; a normal one has about 800. */
export const MAX_SIGNED_INFO_BYTES = 64 * 1024;
