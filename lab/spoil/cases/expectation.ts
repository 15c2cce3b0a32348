import type { Verdict } from '../../../catalogue/index.ts';

/** What a correct service provider does: a word and a sentence. */
export const expectation: Record<Verdict, { readonly word: string; readonly sentence: string }> = {
  accept: { word: 'accept', sentence: 'It signs the user in: the response is valid.' },
  reject: { word: 'refuse', sentence: 'It refuses the response and signs nobody in.' },
  inert: {
    word: 'not be fooled',
    sentence: 'It refuses the response, or accepts it using only the signed content.',
  },
  policy: {
    word: 'decide',
    sentence: 'Accepting and refusing are both defensible, but it should be a deliberate choice.',
  },
};
