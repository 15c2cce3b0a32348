import type { ApplicationVisit } from '../../application-routes.ts';
import type { Guidance } from './guidance.ts';

/** Why it happened, what to do, and the page where it is done. */
export function ShownGuidance({
  visit,
  guidance,
}: {
  visit: ApplicationVisit;
  guidance: Guidance;
}) {
  const { cause, advice, page, code } = guidance;
  return (
    <div class="guidance" id="guidance" data-aadsts={String(code)}>
      <h3>Resolution guidance</h3>
      <p>{cause}</p>
      <p>{advice}</p>
      {page && (
        <p>
          <a href={visit.path(page.path)}>{page.title}</a>
        </p>
      )}
    </div>
  );
}
