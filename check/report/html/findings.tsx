import { plural } from '../counts.ts';
import type { Finding } from '../report.ts';
import { CaseDetails } from './case-details.tsx';
import type { ShownMessages } from './shown-messages.ts';

/** The findings, worst first, each with the other cases that its fix will fix too. */
export function Findings({
  findings,
  messages,
}: {
  findings: readonly Finding[];
  messages: ShownMessages;
}) {
  return (
    <section id="findings">
      <h2>{findings.length === 0 ? 'No findings' : plural(findings.length, 'finding')}</h2>
      {findings.map(({ of, others }) => (
        <div class="finding" key={of.id}>
          <CaseDetails of={of} messages={messages} />
          {others.length > 0 && (
            <details class="others">
              <summary>
                {others.length === 1
                  ? '1 more case fails for the same cause'
                  : `${others.length} more cases fail for the same cause`}
              </summary>
              {others.map((each) => (
                <CaseDetails key={each.id} of={each} messages={messages} />
              ))}
            </details>
          )}
        </div>
      ))}
    </section>
  );
}
