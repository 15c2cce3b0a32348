/** RFC 7644 8.1. */
export const scimMediaType = 'application/scim+json';
