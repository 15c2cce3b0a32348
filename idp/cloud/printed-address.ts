import { type CloudName, clouds } from './clouds.ts';

/**
 * What stands beside an address of this machine: `In Entra (US Government): https://login.microsoftonline.us/...`. It is text
 * and has no copy button, because in this lab only the local address works.
 */
export const inEntra = (cloud: CloudName, address: string): string =>
  `In Entra (${clouds[cloud].name}): ${address}`;
