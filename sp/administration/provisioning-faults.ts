/**
 * Faults of real SCIM servers that a company can switch on, to see what Entra makes of them (scim.md c.1, g.4).
 */
export const provisioningFaults = [
  'string_boolean',
  'not_found_on_no_match',
  'remove_wipes_group',
  'no_create_on_no_match',
  'slow',
  'too_many_requests',
  'html_forbidden',
] as const;

export type ProvisioningFault = (typeof provisioningFaults)[number];

/** Whether a text is the name of a fault. */
export const isProvisioningFault = (name: string): name is ProvisioningFault =>
  provisioningFaults.some((fault) => fault === name);
