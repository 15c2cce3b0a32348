import type { Addresses } from './addresses.ts';
import type { Ports } from './ports.ts';

/** The sites whose port would be ignored, because all of them answer on that of the lab home. 0, any free port, asks for nothing. */
export const ignoredPorts = (
  { singlePort }: Pick<Addresses, 'singlePort'>,
  ports: { readonly [Site in keyof Ports]?: number | undefined } = {},
): ('idp' | 'sp')[] => (singlePort ? (['idp', 'sp'] as const).filter((site) => ports[site]) : []);
