import type { CatalogueCase, Verdict } from '../../../catalogue/index.ts';

/** What a correct service provider does: a word and a sentence. */
interface Expectation {
  readonly word: string;
  readonly sentence: string;
}

export const expectations: Readonly<Record<Verdict, Expectation>> = {
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

const ofSent: Readonly<Record<Verdict, Expectation>> = {
  ...expectations,
  accept: { word: 'send it so', sentence: 'It sends what Entra accepts.' },
  policy: {
    word: 'decide',
    sentence:
      'It sends this or not: Entra accepts it by default, but it should be a deliberate choice.',
  },
};

/** What a correct service provider does. @param verdict of the case, or of a run of it */
export const expectationOf = ({ group }: CatalogueCase, verdict: Verdict): Expectation =>
  (group === 'req' ? ofSent : expectations)[verdict];
