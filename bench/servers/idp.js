/**
 * The compiled identity provider as a process: `node idp.js DATABASE`. Plain JavaScript, like the peer, because the measured start must not
 * include stripping types.
 */
import module from 'node:module';
import { announce } from './announce.js';

module.enableCompileCache(); // as bin/ does, before anything of ours is loaded
const { buildIdp } = await import('../../dist/bundle/idp.js');

const [file] = process.argv.slice(2);
let url = ''; // as in a lab: asking the socket for its port would be a system call for each sign-in
const { app } = await buildIdp({ file, publicUrl: () => url, clock: () => new Date() });
url = await app.listen({ port: 0, host: '127.0.0.1' });
announce(app.server);
module.flushCompileCache(); // as after the start line of `samlab start`: the bench kills this process
