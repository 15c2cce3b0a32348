/** The public face; `auth-sources.ts` is one too, which loads nothing else. */
export { buildDropIn } from './app.ts';
export { paths as dropInPaths } from './paths.ts';
export type { DropInServiceProvider } from './service-provider.ts';
export { type DropInUser, imageUsers } from './users.ts';
