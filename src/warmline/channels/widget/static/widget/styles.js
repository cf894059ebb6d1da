// Warm paper by day, warm dark by night; every pair meets WCAG AA.
// Constructed, because a strict page forbids inline styles.

export const styles = new CSSStyleSheet();
styles.replaceSync(`
.panel { --paper: #fffdfa; --soft: #f5eee6; --line: #e3d8cc; --edge: #8d7f73; --text: #2b2420; --quiet: #675b52; --brand: var(--on-paper, #a8452a);
  --human: #1f6b4a; --human-soft: #e4f2ea; --bad: #a3261b; --bad-soft: #fdecea; color-scheme: light dark;
  position: fixed; z-index: 2147483001; bottom: 94px; inset-inline-end: 20px; width: 400px; --r: var(--radius, 22px); height: min(660px, 100dvh - 114px);
  display: flex; flex-direction: column; overflow: hidden; border: 1px solid var(--line); border-radius: var(--r); background: var(--paper); color: var(--text);
  box-shadow: 0 10px 60px #0003; font: 16px/1.5 system-ui, sans-serif; animation: wl-rise .2s ease-out }
:host([data-side=left]) .panel { left: 20px; right: auto }
@keyframes wl-rise { from { opacity: 0; transform: translateY(10px) } }
.panel, .panel *, .panel ::before { box-sizing: border-box }
.panel [hidden] { display: none !important }
:where(.panel) :is(h2, p, ul, fieldset) { margin: 0; padding: 0; border: 0; list-style: none }
:where(.panel) :is(button, input, textarea) { font: inherit; color: inherit; margin: 0; min-height: 44px; border: 0 solid var(--edge); border-radius: 12px; background: none }
:where(.panel) button { padding: 0 14px; cursor: pointer }
:where(.panel) button:disabled { cursor: default; opacity: .6 }
.panel :focus-visible { outline: 3px solid var(--brand); outline-offset: 2px }
.panel :is(textarea, input):focus-visible { outline-width: 2px; outline-offset: -1px }
.panel .scroller:focus-visible { outline-offset: -3px }
.panel [tabindex="-1"]:focus { outline: none }
.panel a { color: var(--brand); text-underline-offset: 3px }
svg { width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
.wl-hidden, .system > header { position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.status, .connection, .message > header, .chip, .delivery, .sources, .helpful, .ends, .typing, .counter, .link { font-size: 14px; line-height: 1.4; color: var(--quiet) }

.top { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; padding: 10px 10px 12px 16px; border-bottom: 1px solid var(--line); background: var(--soft) }
.mark { display: grid; place-items: center; width: 36px; height: 36px; border-radius: 14px 14px 4px 14px; overflow: hidden; background: var(--accent); color: var(--ink); font-weight: 700; text-transform: uppercase }
.mark img { width: 100%; height: 100%; object-fit: cover }
.top h2 { flex: 1 0 calc(100% - 154px); max-width: calc(100% - 154px); font-size: 17px; line-height: 1.25; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.close, .attach, summary { width: 44px; height: 44px; padding: 0; display: grid; place-items: center; border-radius: 12px; cursor: pointer }
.menu { position: relative; margin-inline-end: -10px }
.menu > div { position: absolute; z-index: 1; inset-inline-end: 0; display: grid; width: max-content; max-width: 300px; border: 1px solid var(--line); border-radius: 12px; background: var(--paper); box-shadow: 0 4px 20px #0003 }
.entry { text-align: start }
/** Side by side while both fit, else the button on a line of its own. */
.status { flex: 99 1 165px; position: relative; padding-inline-start: 18px }
.status:not(:empty)::before { content: ""; position: absolute; inset-inline-start: 2px; top: 6px; width: 9px; height: 9px; border-radius: 50%; background: var(--edge) }
.status:is([data-state=person], [data-state=here])::before { background: var(--human) }
.status[data-state=queue]::before { background: #c9800c }
.status[data-state=person] { color: var(--human); font-weight: 600 }
.talk, .choice, .small, .newer { border-width: 1px; background: var(--paper); font-size: 15px }
.talk, .choice { border-color: var(--brand); color: var(--brand); font-weight: 600 }
.talk { flex: 1 0 auto; max-width: 100%; margin-inline-end: 6px }
.talk[data-done] { border-color: var(--human); color: var(--human) }
:is(.talk, .close, .small, .choice, .entry, .attach, summary):hover { background: var(--line) }
.connection { flex: 1 0 100%; margin: 4px 6px 0 0; padding: 8px 12px; border-radius: 12px; background: var(--bad-soft); color: var(--bad) }

.log { position: relative; flex: 1; min-height: 0 }
.scroller { height: 100%; overflow-y: auto; overscroll-behavior: contain; padding: 16px }
.list { display: flex; flex-direction: column; gap: 16px }
.message { display: flex; flex-direction: column; align-items: flex-start; gap: 5px; animation: wl-rise .2s ease-out }
.message > header { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px }
.message b { color: var(--text) }
.chip { display: flex; align-items: center; gap: 4px; padding: 0 9px 0 6px; border-radius: 12px; border: 1px solid var(--line); font-size: 13px }
.chip svg { width: 14px; height: 14px }
.chip.person { border-color: transparent; background: var(--human-soft); color: var(--human); font-weight: 600 }
.text { max-width: 88%; padding: 10px 14px; border-radius: 18px; border-start-start-radius: 4px; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere }
.person .text { background: var(--human-soft) }
.customer { align-items: flex-end }
.customer .text { border-radius: 18px; border-end-end-radius: 4px; background: var(--accent); color: var(--ink) }
.customer .text a { color: inherit }
.system { align-items: center }
.system .text, .note { max-width: 100%; padding: 8px 14px; border: 1px dashed var(--edge); border-radius: 12px; background: none; font-size: 15px; color: var(--quiet); text-align: center }
[data-state=sending] .text { opacity: .7 }
:is([data-state=failed], [data-state=refused]) .text { background: var(--bad-soft); color: var(--text); box-shadow: inset 0 0 0 1px var(--bad) }
.delivery { text-align: end }
.delivery:is([data-state=failed], [data-state=refused]), .delivery button, .trouble { color: var(--bad); border-color: var(--bad) }
.sources, .sources ul, .helpful, .choices, .typing { display: flex; flex-wrap: wrap; align-items: center; gap: 0 8px }
.sources { flex-wrap: nowrap; align-items: baseline; padding: 0 4px }
.sources a { display: block; padding: 4px 0 }
.helpful .small { color: var(--text); min-width: 56px }
.choices { gap: 8px }
.choice { padding: 8px 14px; text-align: start }
.why { max-width: 100% }
.link { margin: -8px 0; padding: 0 4px; text-decoration: underline; text-underline-offset: 3px }
.reasons, .card { display: grid; gap: 10px; padding: 14px; border: 1px solid var(--line); border-radius: 16px; font-size: 15px }
.reasons { margin-top: 8px; justify-items: start }
.reasons > ul { display: grid; gap: 6px }
.reasons > ul li { padding-inline-start: 14px; border-inline-start: 3px solid var(--line) }
.card { width: 100% }
.card legend { padding: 0; font-weight: 600; margin-bottom: 8px }
.card label { display: grid; gap: 4px }
textarea, [type=email] { width: 100%; padding: 9px 12px; border-width: 1px; font-size: 16px; resize: none }
.scale { display: grid; grid-template-columns: repeat(5, 1fr); gap: 8px }
.scale label { position: relative }
.scale input { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer }
.scale span { display: grid; place-items: center; min-height: 44px; border: 1px solid var(--edge); border-radius: 12px; font-weight: 600 }
.scale :focus-visible + span { outline: 3px solid var(--brand); outline-offset: 2px }
.ends { display: flex; justify-content: space-between; margin-top: 4px }
.main, .send, .scale :checked + span { background: var(--accent); color: var(--ink); font-weight: 600 }
.trouble { width: 100%; font-size: 14px }
.typing { padding-top: 12px }
.dots { display: flex; gap: 4px }
.dots i { width: 6px; height: 6px; border-radius: 50%; background: currentColor; animation: wl-pulse 1.2s infinite }
.dots :nth-child(2) { animation-delay: .4s }
@keyframes wl-pulse { 30% { opacity: .3 } }
.newer { position: absolute; bottom: 8px; left: 50%; transform: translateX(-50%); display: flex; align-items: center; gap: 6px; box-shadow: 0 4px 20px #0003 }

.composer { display: grid; grid-template-columns: auto 1fr auto; align-items: end; gap: 8px; padding: 10px 12px max(12px, env(safe-area-inset-bottom)); border-top: 1px solid var(--line) }
.composer textarea { border-radius: 18px; max-height: 140px; padding: 9px 16px; overflow-y: auto }
textarea::placeholder { color: var(--quiet); opacity: 1 }
.send { width: 46px; height: 46px; padding: 0; display: grid; place-items: center; border-radius: 18px 18px 4px 18px }
.send:disabled { background: var(--soft); color: var(--quiet); opacity: 1 }
.counter { grid-column: 1 / -1; padding: 0 8px }
.counter:empty { display: none }
.over .counter { color: var(--bad) }

@media (max-width: 520px) {
  .panel, :host([data-side=left]) .panel { inset: var(--sheet-top, 0) 0 auto; width: 100%; height: var(--sheet, 100dvh); border: 0; border-radius: 0 }
  .top { padding-top: max(10px, env(safe-area-inset-top)) }
}
@media (prefers-color-scheme: dark) {
  .panel { --paper: #241f1c; --soft: #322b27; --line: #463d37; --edge: #94857a; --text: #f4ece4; --quiet: #c3b6ab; --brand: var(--on-night, #e89478);
    --human: #7fd0a8; --human-soft: #1f3a2e; --bad: #ffb0a6; --bad-soft: #4a2420 }
}
@media (prefers-reduced-motion: reduce) { .panel, .panel * { animation: none !important } }
@media (forced-colors: active) { button, .text { border: 1px solid } }
`);
