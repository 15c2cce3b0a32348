import type { TutorialState } from '../guide/state.ts';
import { progressSummary, progressVersion } from '../guide/steps.ts';
import { armedVersion, historyVersion, type SpoilCardProps } from '../spoil/spoil-card.tsx';
import type { Codes } from './codes.ts';

export interface HomeState extends Pick<SpoilCardProps, 'armed' | 'history'> {
  readonly state: TutorialState;
  readonly codes: Codes;
}

/** What `/api/home` tells an open lab home, for the script `live`: the version of each part by its id, and the words of some. */
export function homeVersions({ state, codes, armed, history }: HomeState) {
  const guide = progressVersion(state);
  return {
    versions: {
      guideSteps: guide,
      people: guide,
      codes: codes.version,
      spoilArmed: armedVersion(armed),
      spoilt: historyVersion(history),
    },
    texts: { guideProgress: progressSummary(state), codesLeft: String(codes.secondsLeft) },
  };
}
