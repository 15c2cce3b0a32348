import { rejects } from '../harness/rejects.ts';
import { signAgain } from '../harness/sign-again.ts';

/** Two hours earlier: beyond any allowed clock skew. */
const earlier = (instant: string) => new Date(Date.parse(instant) - 2 * 3600_000).toISOString();

rejects(
  'a Response whose Conditions have expired',
  {
    change: (xml, lab) =>
      signAgain(lab, xml, (unsigned) =>
        unsigned.replace(
          /<Conditions NotBefore="([^"]*)" NotOnOrAfter="([^"]*)"/,
          (_, notBefore, notOnOrAfter) =>
            `<Conditions NotBefore="${earlier(notBefore)}" NotOnOrAfter="${earlier(notOnOrAfter)}"`,
        ),
      ),
    because: 'not_on_or_after',
  },
  (xml, lab) => signAgain(lab, xml, (unsigned) => unsigned),
);
