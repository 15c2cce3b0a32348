/** Style sheet of the report, inlined into the file: light, dark and print. */
export const style = `
:root { color-scheme: light dark; --ground: #fff; --soft: #f5f5f5; --line: #d1d1d1; --text: #242424; --dim: #5c5c5c;
  --accent: #0f548c; --pass: #0e700e; --fail: #b10e1c; --warn: #8a4600; --pass-bg: #e7f5e7; --fail-bg: #fde7e9; --warn-bg: #fff4e0; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #1b1b1b; --soft: #262626; --line: #474747; --text: #f0f0f0; --dim: #b5b5b5;
  --accent: #7db8f0; --pass: #7ed07e; --fail: #ff9aa2; --warn: #ffc277; --pass-bg: #16301a; --fail-bg: #42191d; --warn-bg: #3a2a12; } }
* { box-sizing: border-box; }
body { overflow-wrap: anywhere; margin: 0 auto; max-width: 82rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 'Segoe UI Variable', 'Segoe UI', system-ui, sans-serif; }
h1 { font-size: 1rem; color: var(--dim); margin: 0; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; } a { color: var(--accent); } code, pre, .difference { font-family: ui-monospace, Consolas, monospace; font-size: .8125rem; }
.verdict { font-size: 1.5rem; line-height: 1.3; font-weight: 600; margin: .25rem 0 .75rem; padding-left: .75rem; border-left: .375rem solid; }
.verdict.good { border-color: var(--pass); } .verdict.bad { border-color: var(--fail); }
.facts { color: var(--dim); margin: 0; overflow-wrap: anywhere; }
.partial { background: var(--warn-bg); border: 1px solid var(--warn); border-radius: .375rem; padding: .75rem 1rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; }
.matrix th { font-weight: 400; white-space: nowrap; } .cells { display: flex; flex-wrap: wrap; gap: .25rem; padding: 0; margin: 0; list-style: none; }
.cell { display: block; width: 1.75rem; height: 1.75rem; line-height: 1.75rem; text-align: center; text-decoration: none; border-radius: .25rem; font-weight: 700; }
.tone-pass { color: var(--pass); background: var(--pass-bg); } .tone-fail { color: var(--fail); background: var(--fail-bg); outline: 1px solid; }
.tone-warn { color: var(--warn); background: var(--warn-bg); } .tone-none { color: var(--dim); background: var(--soft); }
.badge { display: inline-block; border-radius: .25rem; padding: 0 .5rem; font-size: .8125rem; font-weight: 600; white-space: nowrap; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; border: 1px solid var(--line); border-radius: .375rem; padding: .5rem 1rem; margin: 2rem 0 0; }
.filters legend { color: var(--dim); } input[type=search] { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: .25rem; padding: .25rem .5rem; max-width: 100%; }
.case { border: 1px solid var(--line); border-radius: .375rem; margin: .5rem 0; } .case[hidden] { display: none; }
.case > summary { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; padding: .5rem 1rem; cursor: pointer; }
.case > summary::before { content: '▸'; color: var(--dim); } .case[open] > summary::before { content: '▾'; }
.case > summary .title { font-weight: 600; } .case > summary .reason { flex-basis: 100%; padding-left: 1.25rem; } .case > summary .severity { color: var(--dim); }
.inside { padding: 0 1rem 1rem; border-top: 1px solid var(--line); } dl { display: grid; grid-template-columns: minmax(6.5rem, max-content) 1fr; gap: .25rem 1rem; margin: .75rem 0; }
dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; } .run { border-top: 1px dashed var(--line); margin-top: 1rem; }
.difference { background: none; border: 1px solid var(--line); padding: .5rem; } .difference del, .difference ins { display: block; text-decoration: none; }
.difference del { background: var(--fail-bg); } .difference ins { background: var(--pass-bg); } .difference mark { background: none; color: inherit; font-weight: 700; text-decoration: underline 2px; }
.difference i { color: var(--dim); }
.place { font-size: .875rem; font-weight: 600; margin: 1rem 0 .25rem; } dd > pre { margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: .75rem; border-radius: .25rem; }
body:has(#show-findings:checked) .group:not(:has(:target)), body:has(#show-findings:checked) .group .case:not(:has(:target)),
body:has(#show-played:checked) .case[data-skipped]:not(:has(:target)), .group:not(:has(.case:not([hidden]))), .finding:not(:has(.case:not([hidden]))) { display: none; }
.finding { margin: .75rem 0; } .others { margin: -.25rem 0 0 1.5rem; } .others > summary { cursor: pointer; padding: .5rem 0; color: var(--accent); }
.legend { margin: 1rem 0; } .legend summary { cursor: pointer; color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 30rem) { .matrix, .matrix tbody, .matrix tr, .matrix th, .matrix td { display: block; text-align: left; white-space: normal; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print { body { max-width: none; } .filters, .whole { display: none; } .case { break-inside: avoid-page; } .scroll { overflow: visible; } }
`;
