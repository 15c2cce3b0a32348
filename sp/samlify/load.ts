/**
 * samlify takes some 120 ms to load (it brings XML, encryption and signing libraries); most of what this server does never
 * needs it, so it is loaded by the first request that does.
 */
let loading: Promise<typeof import('samlify')> | undefined;

/** samlify, loaded once. */
export function loadSamlify(): Promise<typeof import('samlify')> {
  loading ??= import('samlify');
  return loading;
}
