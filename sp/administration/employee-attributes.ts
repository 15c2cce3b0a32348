interface StoredAddress {
  value?: unknown;
}

/**
 * The SCIM attributes of an employee whose e-mail address an administrator changes: the address in their list changes as well, or SCIM would
 * go on to send the old one.
 *
 * @param attributes as stored: JSON, or null
 */
export function moveAddress(attributes: string | null, from: string, to: string): string | null {
  if (attributes === null || from === to) return attributes;
  const { emails, ...rest } = JSON.parse(attributes) as { emails?: StoredAddress[] };
  if (!emails) return attributes;
  const moved = emails.map((one) => (one.value === from ? { ...one, value: to } : one));
  return JSON.stringify({ ...rest, emails: moved });
}

/** Every e-mail address in the stored SCIM attributes. */
export function addressesIn(attributes: string | null): string[] {
  const { emails = [] } = JSON.parse(attributes ?? '{}') as { emails?: StoredAddress[] };
  return emails.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}
