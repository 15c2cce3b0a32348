import { type CloudName, clouds } from './clouds.ts';

/**
 * The text next to a local address: `In Entra (US Government): https://login.microsoftonline.us/...`. It has no copy button,
 * because only the local address works in this lab.
 */
export const inEntra = (cloud: CloudName, address: string): string =>
  `In Entra (${clouds[cloud].name}): ${address}`;
