import type { Fault } from '../../../input/invalid-input.ts';

/** The index of a Reply URL, which a request can name as AssertionConsumerServiceIndex; Graph's `redirectUriSettings`. */
export interface RedirectUriSetting {
  /** A Reply URL. */
  uri: string;
  /** 0 to 65535, of one Reply URL only; null or absent: no index. */
  index?: number | null | undefined;
}

/** @returns the faults by position: `redirectUriSettings.1` */
export function indexFaults(settings: readonly RedirectUriSetting[] = []): Fault[] {
  return settings.flatMap(({ uri, index }, position) => {
    const fault = (code: string, end: string): Fault[] => [
      { property: `redirectUriSettings.${position}`, code, message: `Index ${end}` },
    ];
    if (typeof uri !== 'string') return fault('type', 'has no Reply URL: uri must be a string.');
    if (index === undefined || index === null) return [];
    if (!Number.isInteger(index) || index < 0 || index > 65_535)
      return fault('out_of_range', 'is a whole number from 0 to 65535.');
    const first = settings.findIndex((one) => one.index === index);
    return first < position ? fault('repeated', 'belongs to another Reply URL already.') : [];
  });
}
