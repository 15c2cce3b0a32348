import type { OptionWords } from '../lab/index.ts';

/** How messages of the lab name its options on the command line. */
export const optionFlags: OptionWords = {
  'ports.lab': '--port',
  'ports.idp': '--idp-port',
  'ports.sp': '--sp-port',
  dataDir: '--data',
  memory: '--memory',
  fresh: '--fresh',
  empty: '--empty',
};
