import { rejects } from '../harness/rejects.ts';
import { signAgain } from '../harness/sign-again.ts';

rejects(
  'a Response for another service provider',
  {
    change: (xml, lab) =>
      signAgain(lab, xml, (unsigned) =>
        unsigned.replace(/<Audience>[^<]*/, '<Audience>https://other.example.test/metadata'),
      ),
    because: 'audience',
  },
  (xml, lab) => signAgain(lab, xml, (unsigned) => unsigned),
);
