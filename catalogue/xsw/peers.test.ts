/** xsw1 to xsw8 equal the same attacks built with xml-crypto and a DOM, so a mistake in the text edits cannot look like a refusal. */
import { expect, test } from 'vitest';
import { ns } from '../../saml/names.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { xswCases } from './index.ts';
import {
  after,
  around,
  before,
  childOf,
  forge,
  instead,
  type Pieces,
  pieces,
  send,
  shape,
  stripped,
} from './testing/peer.ts';

const { cast } = await testCast();

type Peer = (genuine: Pieces) => Element;

const status = (root: Element) => childOf(root, ns.protocol, 'Status');
const signatureIn = (element: Element) => childOf(element, ns.dsig, 'Signature');
const object = (inner: Element) => around(ns.dsig, 'ds:Object', inner, inner);
const extensions = (inner: Element) => around(ns.protocol, 'samlp:Extensions', inner, inner);

/** The root made forged, then changed further. */
const onRoot =
  (
    renamed: ('Response' | 'Assertion')[],
    change: (root: Element, genuine: Element) => void,
  ): Peer =>
  ({ response, honest }) => {
    const root = forge(response, honest, renamed);
    change(root, stripped(response));
    return root;
  };

/** A forged Assertion with the genuine Signature in place of the genuine one. */
const keepingSignature =
  (
    renamed: 'Assertion'[],
    change: (parts: { root: Element; forged: Element; genuine: Element }) => void,
  ): Peer =>
  ({ response, assertion, honest }) => {
    const forged = forge(assertion, honest, renamed);
    const genuine = stripped(assertion);
    instead(assertion, forged);
    change({ root: response, forged, genuine });
    return response;
  };

/** A forged Assertion without Signature next to or around the genuine one. */
const unsigned =
  (
    renamed: 'Assertion'[],
    change: (parts: { root: Element; forged: Element; genuine: Element }) => void,
  ): Peer =>
  ({ response, assertion, honest }) => {
    const forged = forge(stripped(assertion), honest, renamed);
    change({ root: response, forged, genuine: assertion });
    return response;
  };

const onResponse: [name: string, Peer][] = [
  ['xsw1#1', onRoot(['Response'], (root, genuine) => signatureIn(root).appendChild(genuine))],
  [
    'xsw1#2',
    onRoot(['Response', 'Assertion'], (root, genuine) =>
      signatureIn(root).appendChild(object(genuine)),
    ),
  ],
  ['xsw2#1', onRoot(['Response'], (root, genuine) => before(signatureIn(root), genuine))],
  [
    'xsw2#2',
    onRoot(['Response', 'Assertion'], (root, genuine) =>
      status(root).appendChild(around(ns.protocol, 'samlp:StatusDetail', root, genuine)),
    ),
  ],
  [
    'xsw2#3',
    onRoot(['Response', 'Assertion'], (root, genuine) =>
      before(status(root), extensions(around('urn:example:wrapper', 'Wrapper', root, genuine))),
    ),
  ],
];

/** By the run number for a signed Assertion; in the next run both were signed. */
const onAssertion: [name: string, Peer][] = [
  ['xsw3#1', unsigned(['Assertion'], ({ forged, genuine }) => before(genuine, forged))],
  [
    'xsw4#1',
    unsigned(['Assertion'], ({ forged, genuine }) => {
      instead(genuine, forged);
      forged.appendChild(genuine);
    }),
  ],
  [
    'xsw4#3',
    unsigned(['Assertion'], ({ forged, genuine }) => {
      instead(genuine, forged);
      after(
        childOf(forged, ns.assertion, 'Conditions'),
        around(ns.assertion, 'Advice', forged, genuine),
      );
    }),
  ],
  ['xsw5#1', keepingSignature(['Assertion'], ({ root, genuine }) => root.appendChild(genuine))],
  [
    'xsw5#3',
    keepingSignature(['Assertion'], ({ root, genuine }) =>
      before(status(root), extensions(genuine)),
    ),
  ],
  [
    'xsw6#1',
    keepingSignature(['Assertion'], ({ forged, genuine }) =>
      signatureIn(forged).appendChild(genuine),
    ),
  ],
  [
    'xsw6#3',
    keepingSignature(['Assertion'], ({ forged, genuine }) =>
      childOf(signatureIn(forged), ns.dsig, 'KeyInfo').appendChild(genuine),
    ),
  ],
  ['xsw7#1', unsigned([], ({ forged, genuine }) => before(genuine, extensions(forged)))],
  [
    'xsw7#3',
    unsigned(['Assertion'], ({ root, forged }) => before(status(root), extensions(forged))),
  ],
  [
    'xsw8#1',
    keepingSignature([], ({ forged, genuine }) => signatureIn(forged).appendChild(object(genuine))),
  ],
  [
    'xsw8#3',
    keepingSignature(['Assertion'], ({ forged, genuine }) =>
      signatureIn(forged).appendChild(object(genuine)),
    ),
  ],
];

/** The message of the catalogue for `xsw1#2`, or for the run after it. */
async function ours(name: string, later = 0): Promise<string> {
  const [id, number] = name.split('#');
  const run = xswCases.find((one) => one.id === id)?.runs[Number(number) - 1 + later];
  return String((await run?.message?.(testSpec(cast)))?.xml);
}

test.each(onResponse)('%s', async (name, peer) => {
  const theirs = send(peer(pieces(testSpec(cast), 'Response')));
  expect(shape(await ours(name))).toBe(shape(theirs));
});

test.each(onAssertion)('%s, in both signing modes', async (name, peer) => {
  const alone = send(peer(pieces(testSpec(cast), 'Assertion')));
  expect(shape(await ours(name))).toBe(shape(alone));
  const both = send(peer(pieces(testSpec(cast), 'both')));
  expect(shape(await ours(name, 1))).toBe(shape(both));
});

test('every run of xsw1 to xsw8 has a peer', () => {
  const eight = xswCases.filter(({ id }) => /^xsw[1-8]$/.test(id));
  const count = eight.reduce((sum, { runs }) => sum + runs.length, 0);
  expect([eight.length, onResponse.length + 2 * onAssertion.length]).toEqual([8, count]);
});

test('the comparison sees a difference in place and in identity', async () => {
  const shapes = await Promise.all(
    [...onResponse, ...onAssertion].map(async ([name]) => shape(await ours(name))),
  );
  expect(new Set(shapes).size).toBe(shapes.length);
});
