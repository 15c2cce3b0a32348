import type { LabAround } from '../context.ts';

/**
 * Whether an address is one of the real Peakon: its domain, or a host below it. The tutorial has its reader save such addresses
 * before the real ones are known (entra-admin.md 1.7 and 0, trap 7); in a lab they are placeholders, and no service provider there waits for
 * a response. Addresses of other hosts are taken as they are.
 */
export function isVendorAddress(value: string): boolean {
  const host = URL.parse(value)?.hostname.replace(/\.$/, '');
  return host === 'peakon.com' || host?.endsWith('.peakon.com') === true;
}

/** Whether an address leads out of the lab: to the real Peakon, unless the lab's own has that name. @param lab absent when this site runs alone */
export function leadsOutside(
  address: string,
  lab: Pick<LabAround, 'insteadOf'> | undefined,
): boolean {
  if (!isVendorAddress(address)) return false;
  const originOf = (url: string | undefined) => URL.parse(url ?? '')?.origin;
  return originOf(lab?.insteadOf(address)) !== originOf(address);
}
