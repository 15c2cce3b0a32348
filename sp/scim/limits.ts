/** Peakon allows so many operations of a company in an hour; a bulk request counts each of its operations (scim.md e). */
export const MAX_OPERATIONS_PER_HOUR = 25_000;

/** Of one body, in bytes. */
export const MAX_BODY = 1024 * 1024;

/** Of a token, in characters with its scheme: longer than any of ours; a hash of more is a waste of time. */
export const MAX_TOKEN = 512;

/** How deep a body may be nested: a bulk request with a PATCH of roles needs nine levels. */
export const MAX_DEPTH = 20;

/** Objects, lists and values in one body. */
export const MAX_VALUES = 50_000;

/** Operations of one PATCH, and members of a value without a path, each of which is a change as an operation is. */
export const MAX_PATCH_OPERATIONS = 1000;

/** Comparisons in all paths of one PATCH: Entra makes one in a path, and each is made for every member of a list. */
export const MAX_PATH_COMPARISONS = 1000;

/** Operations of one bulk request. */
export const MAX_BULK_OPERATIONS = 1000;

/** Characters of a filter or a path, comparisons in it, and parentheses inside each other. */
export const MAX_FILTER = 4096;
export const MAX_COMPARISONS = 100;
export const MAX_NESTED = 20;

/** Characters of one text value; of names by which people are found or sign in; of a value of Peakon's extension (scim.md e). */
export const MAX_TEXT = 4096;
export const MAX_NAME = 254;
export const MAX_OPTION = 256;

/** Members of one multi-valued attribute of a user. */
export const MAX_ITEMS = 100;

/** Extensions of one user, those included that no schema lists; a name is looked for in each. */
export const MAX_EXTENSIONS = 50;

/** Attributes of one extension. */
export const MAX_EXTENSION_ATTRIBUTES = 200;

/** The stored attributes of one user, in characters of JSON. */
export const MAX_ATTRIBUTES = 64 * 1024;

/** Resources of one page: by default, and at most. */
export const PAGE = 100;
export const MAX_PAGE = 200;
