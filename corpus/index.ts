/** The public face of the corpus: other folders import nothing else from here. */
export { makeCorpus } from './make-corpus.ts';
