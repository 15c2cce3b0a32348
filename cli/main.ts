import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2));
// Everything is closed by now. A client's open socket may keep the process alive: end it after a second.
setTimeout(() => process.exit(), 1000).unref();
