/**
 * The only door to libxml2. It is WebAssembly, which takes 20 ms of processor time to load and as long again to compile in another thread, so a
 * site listens first and loads it then (decision 4). What a program calls before its first message: `loadLibxml2`.
 */
import type * as Libxml2 from 'libxml2-wasm';
import type * as Inner from 'libxml2-wasm/lib/libxml2.mjs';

export type XmlDocument = Libxml2.XmlDocument;
export type XmlElement = Libxml2.XmlElement;
export type XmlXPath = Libxml2.XmlXPath;
export type XsdValidator = Libxml2.XsdValidator;

/** Libxml2, and the part below it that reads errors. */
type Library = typeof Libxml2 & Pick<typeof Inner, 'XmlErrorStruct'>;

let library: Library | undefined;
let loading: Promise<void> | undefined;

export const isLibxml2Loaded = (): boolean => library !== undefined;

/** Resolves once messages can be parsed. Later calls cost nothing. @throws {Error} Node's, when it cannot be loaded; the next call tries again */
export function loadLibxml2(): Promise<void> {
  loading ??= Promise.all([import('libxml2-wasm'), import('libxml2-wasm/lib/libxml2.mjs')]).then(
    ([outer, { XmlErrorStruct }]) => {
      library = { ...outer, XmlErrorStruct };
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** @throws {Error} before `loadLibxml2` has resolved */
export function libxml2(): Library {
  if (!library) throw new Error('libxml2 is not loaded yet: await loadLibxml2() first.');
  return library;
}
