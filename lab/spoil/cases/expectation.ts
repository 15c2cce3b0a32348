import type { Verdict } from '../../../catalogue/index.ts';

/** What a correct service provider does, in a word and in a sentence. */
export const expectation: Record<Verdict, { readonly word: string; readonly sentence: string }> = {
  accept: { word: 'accept', sentence: 'It signs the person in: the response is honest.' },
  reject: { word: 'refuse', sentence: 'It refuses the response, and nobody is signed in.' },
  inert: {
    word: 'take no harm',
    sentence:
      'It refuses the response, or signs in the person who was signed and reads nothing that was not.',
  },
  policy: {
    word: 'decide',
    sentence: 'Both answers can be defended; it should be a decision and not an accident.',
  },
};
