/** The public face of explain: other folders import nothing else of it. */
export { type Capture, type CapturedMessage, NothingFound } from './capture/captured-message.ts';
export { decodeLayers } from './capture/decode-layers.ts';
export { readCapture } from './capture/read-capture.ts';
export { causes } from './causes/causes.ts';
export { type LibraryOption, libraryOptions } from './causes/library-options.ts';
export { type Explanation, explain } from './explain.ts';
export { type Given, GivenFault, type NamedFile, readGiven } from './given.ts';
export { keepCase, NotKept } from './keep-case.ts';
export { readMessages } from './read-messages.ts';
export { reportOf } from './report/explanation-report.ts';
export { ExplanationView } from './report/explanation-view.tsx';
export { reportPage } from './report/report-page.tsx';
export { reportText } from './report/report-text.ts';
