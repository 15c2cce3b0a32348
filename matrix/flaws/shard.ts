/** A worker thread of main.ts: checks the service providers that it is sent, one after the other. */
import { parentPort } from 'node:worker_threads';
import type * as Catalogue from '../../catalogue/index.ts';
import type * as Check from '../../check/index.ts';
import { openLaboratory, type Trial } from './laboratory.ts';
import { resultOf } from './result.ts';

// Compiled, because Node cannot strip TSX.
const compiled = <Module>(file: string): Promise<Module> =>
  import(new URL(`../../dist/${file}`, import.meta.url).href);

const check = await compiled<typeof Check>('check/index.js');
const { allCases } = await compiled<typeof Catalogue>('catalogue/index.js');
const laboratory = await openLaboratory(check);

parentPort?.on('message', async (trial: Trial | undefined) => {
  if (trial) parentPort?.postMessage(resultOf(trial, await laboratory.check(trial, allCases)));
  else await laboratory.close().then(() => parentPort?.close());
});
