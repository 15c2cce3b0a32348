import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2));
// All is closed by now. Should a socket of some client keep the process, it is given this long (ms), not longer.
setTimeout(() => process.exit(), 1000).unref();
