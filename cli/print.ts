import { printable } from '../text-files/printable.ts';

/** Says why something failed, in one line on standard error. Whatever another system had to do with the sentence, it cannot write to the terminal. */
export const say = (sentence: string): void => console.error(`samlab: ${printable(sentence)}`);

/** Says what is being done, in the same way. */
export const announce = (sentence: string): void =>
  void process.stderr.write(`samlab: ${printable(sentence)}\n`);

/** An error of samlab with its stack, for SAMLAB_DEBUG. */
export const showError = (error: unknown): void => console.error(error);
