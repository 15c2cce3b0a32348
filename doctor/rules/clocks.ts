import { causes, libraryOptions } from '../../explain/index.ts';
import { SamlError } from '../../saml/errors.ts';
import { parseInstant } from '../../saml/instant.ts';
import type { Finding } from '../finding.ts';
import type { GoLive } from '../go-live.ts';
import { sentRequests } from '../sent-requests.ts';
import { captures } from '../sources.ts';

const SECOND = 1000;
/** NotBefore is this long before Entra issues a response (entra-saml.md 2.2). */
const TOLERANCE = 300 * SECOND;
/** Clocks that are synchronised differ by less. */
const NOTEWORTHY = 60 * SECOND;
/** So many of the latest requests are measured. */
const SAMPLE = 50;

/** How far the clocks of the service provider and of this machine are off, as far as that was measured. */
export function clockFindings({ exchanges, clockAheadMs }: GoLive): Finding[] {
  const ahead = serviceProviderAhead(exchanges);
  return [
    ...(clockAheadMs === undefined ? [] : ownClock(clockAheadMs)),
    ...(ahead === undefined ? [] : [serviceProviderClock(ahead.ms, ahead.requests)]),
  ];
}

function ownClock(ahead: number): Finding[] {
  if (Math.abs(ahead) < NOTEWORTHY) return [];
  return [
    {
      id: 'clock-of-lab',
      severity: Math.abs(ahead) > TOLERANCE ? 'error' : 'warning',
      inLab:
        'Lab and service provider share a clock when they run on one machine, so any clock works.',
      sentence: `The clock of this machine is ${inWords(ahead)} that of the server of the metadata: what runs here will find responses of Entra too early or too old.`,
      source: captures('NotBefore and NotOnOrAfter'),
      fix: causes['clock-behind'].atServiceProvider,
      options: libraryOptions.clockSkew,
    },
  ];
}

function serviceProviderClock(ahead: number, requests: number): Finding {
  const behind = -ahead;
  const severity = behind > TOLERANCE ? 'error' : Math.abs(ahead) > NOTEWORTHY ? 'warning' : 'note';
  return {
    id: 'clock-of-service-provider',
    severity,
    inLab: `In ${requests} recorded ${requests === 1 ? 'request' : 'requests'}, IssueInstant is ${inWords(ahead)} the clock of the lab.`,
    sentence:
      severity === 'note'
        ? 'Entra sets NotBefore 5 minutes before, and NotOnOrAfter 60 minutes after the response: this clock is well within them.'
        : 'Entra sets NotBefore 5 minutes before, and NotOnOrAfter 60 minutes after the response, and a clock that is this far off may leave that window.',
    source: captures('NotBefore and NotOnOrAfter'),
    fix: causes['clock-behind'].atServiceProvider,
    ...(severity !== 'note' && { options: libraryOptions.clockSkew }),
  };
}

/** The median over the latest requests. */
function serviceProviderAhead(exchanges: GoLive['exchanges']) {
  const measured = sentRequests(exchanges)
    .slice(0, SAMPLE)
    .flatMap(({ request, message }) => {
      const issued = instantOf(request.issueInstant);
      return issued === undefined ? [] : [issued - Date.parse(message.at)];
    })
    .toSorted((a, b) => a - b);
  const ms = measured[Math.floor(measured.length / 2)];
  return ms === undefined ? undefined : { ms, requests: measured.length };
}

function instantOf(text: string | undefined): number | undefined {
  try {
    return text === undefined ? undefined : parseInstant(text).getTime();
  } catch (error) {
    if (error instanceof SamlError) return undefined;
    throw error;
  }
}

/** `3 seconds ahead of`, `as good as equal to`. */
function inWords(ahead: number): string {
  const seconds = Math.round(Math.abs(ahead) / SECOND);
  if (seconds < 2) return 'within a second of';
  return `${seconds} seconds ${ahead > 0 ? 'ahead of' : 'behind'}`;
}
