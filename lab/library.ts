/** The public API of the package: `import { startLab } from 'samlab'`. */
export { type Fault, InvalidInput, NotFound, StaleVersion } from '../idp/index.ts';
export { LabError, type LabErrorCode } from './errors.ts';
export type { Ports } from './loopback.ts';
export { type Lab, type LabOptions, startLab } from './start-lab.ts';
export type { StartLine } from './start-line.ts';
