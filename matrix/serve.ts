/**
 * `node matrix/serve.ts NAME`: starts the service provider of one library and prints the `samlab check` command for it, until Ctrl-C. What it
 * logs goes to stderr. `--data FOLDER` names the folder with the keys of the identity provider (default: .samlab, as `samlab check` has it).
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installLocked } from '../scripts/install-locked.ts';
import { identityProvider } from './check.ts';
import { missingPackages } from './debian.ts';
import { libraries } from './libraries.ts';
import { selfSigned } from './self-signed.ts';
import { startServiceProvider } from './service-provider.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string', default: '.samlab' } },
});
const library = libraries.find(({ name }) => name === positionals[0]);
const missing = library
  ? library.debian
    ? missingPackages(library)
    : installLocked(import.meta.dirname, 'the libraries to check')
  : `Name one of: ${libraries.map(({ name }) => name).join(', ')}.`;
if (library && missing === undefined) await serve(library);
else {
  console.error(missing);
  process.exitCode = 1;
}

async function serve(one: (typeof libraries)[number]): Promise<void> {
  const idp = await identityProvider(resolve(values.data));
  const serviceProvider = await startServiceProvider(one, { idp, key: await selfSigned() });
  const { metadata, login, whoami, success } = serviceProvider.addresses;
  const options = { 'sp-metadata': metadata, 'login-url': login, whoami, success };
  const given = Object.entries({ ...options, data: resolve(values.data) });
  console.log(`samlab check ${given.map(([name, value]) => `--${name} '${value}'`).join(' ')}`);
  let printed = 0;
  const timer = setInterval(() => {
    const log = serviceProvider.log();
    process.stderr.write(log.slice(printed));
    printed = log.length;
    if (serviceProvider.ended() !== undefined) void stop();
  }, 200);
  const stop = async () => {
    clearInterval(timer);
    process.stderr.write(serviceProvider.log().slice(printed));
    console.error(serviceProvider.ended() ?? '');
    await serviceProvider.stop();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}
