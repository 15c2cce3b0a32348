import type { BadgeTone } from '../../web/components/badge.tsx';
import type { ParticipantState, SignOutParticipant } from '../directory/sign-in/sign-outs.ts';

/** How the page shows what became of a LogoutRequest. */
export const stateWords: Readonly<Record<ParticipantState, { words: string; tone: BadgeTone }>> = {
  waiting: { words: 'Waiting for its answer', tone: 'neutral' },
  answered: { words: 'Signed out', tone: 'pass' },
  refused: { words: 'Did not sign out', tone: 'fail' },
  loaded: { words: 'Opened, without a LogoutResponse', tone: 'info' },
  silent: { words: 'Did not answer', tone: 'fail' },
  not_asked: { words: 'Not told', tone: 'warning' },
};

const details: Partial<Record<ParticipantState, string>> = {
  loaded: 'Its Logout Url was loaded. Entra does not ask for more.',
  silent: 'No LogoutResponse came in time, so its session may go on.',
};

/** Why, where the words alone do not say it. */
export const detailOf = ({ state, detail }: Pick<SignOutParticipant, 'state' | 'detail'>) =>
  detail ?? details[state];

/** Whether the application was told and did not sign the user out; Entra knows nothing of one that cannot be told. */
export const isFailure = ({ state }: Pick<SignOutParticipant, 'state'>): boolean =>
  state === 'refused' || state === 'silent';

/** `Peakon: signed out. Wiki: not told (It has no Logout Url.).` */
export const inWords = (told: readonly SignOutParticipant[]): string =>
  told
    .map((one) => {
      const detail = detailOf(one);
      const words = stateWords[one.state].words;
      const why = detail === undefined ? '' : ` (${detail.replace(/\.$/, '')})`;
      return `${one.displayName}: ${words.charAt(0).toLowerCase()}${words.slice(1)}${why}.`;
    })
    .join(' ');
