/**
 * The compiled identity provider as a process: `node idp.js DATABASE`. Plain JavaScript, as what is measured is a start
 * without anything that strips types; so is the peer beside it.
 */
import { buildIdp } from '../../dist/bundle/idp.js';
import { announce } from './announce.js';

const [file] = process.argv.slice(2);
const { app } = await buildIdp({
  file,
  publicUrl: () => `http://127.0.0.1:${app.server.address().port}`,
  clock: () => new Date(),
});
await app.listen({ port: 0, host: '127.0.0.1' });
announce(app.server);
