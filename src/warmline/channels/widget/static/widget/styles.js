// How the chat looks: warm paper by day, warm dark by night; every colour pair meets WCAG AA.
// A constructed sheet, because a strict page forbids inline styles.

export const styles = new CSSStyleSheet();
styles.replaceSync(`
.panel { --paper: #fffdfa; --soft: #f5eee6; --line: #e3d8cc; --edge: #8d7f73; --text: #2b2420; --quiet: #675b52; --brand: var(--on-paper, #a8452a);
  --human: #1f6b4a; --human-soft: #e4f2ea; --bad: #a3261b; --bad-soft: #fdecea; color-scheme: light dark;
  position: fixed; z-index: 2147483001; inset-inline-end: 20px; inset-block-end: 94px; inline-size: 400px; block-size: min(660px, 100dvh - 114px);
  display: flex; flex-direction: column; overflow: hidden; box-sizing: border-box; border: 1px solid var(--line); border-radius: 22px; background: var(--paper); color: var(--text);
  box-shadow: 0 4px 12px #00000014, 0 24px 64px #0000002e; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; text-align: start; animation: wl-rise .2s ease-out }
@keyframes wl-rise { from { opacity: 0; transform: translateY(10px) } }
.panel *, .panel *::before { box-sizing: border-box }
.panel [hidden] { display: none !important }
.panel :is(h2, p, ul, fieldset) { margin: 0; padding: 0; border: 0 }
.panel ul { list-style: none }
.panel svg { inline-size: 20px; block-size: 20px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
.panel :is(button, input, textarea) { font: inherit; color: inherit; margin: 0 }
.panel button { min-block-size: 44px; border: 0; border-radius: 12px; background: none; cursor: pointer }
.panel button:disabled { cursor: default; opacity: .6 }
.panel :is(a, button, input, textarea, .scroller):focus-visible { outline: 3px solid var(--brand); outline-offset: 2px }
.panel .scroller:focus-visible { outline-offset: -3px }
.panel [tabindex="-1"]:focus { outline: none }
.panel a { color: var(--brand); text-underline-offset: 3px }
.wl-hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

.top { display: grid; grid-template-columns: auto 1fr auto auto; align-items: center; gap: 2px 10px; padding: 12px 10px 10px 16px; border-block-end: 1px solid var(--line); background: var(--soft) }
.mark { display: grid; place-items: center; inline-size: 36px; block-size: 36px; border-radius: 14px 14px 4px 14px; overflow: hidden; background: var(--accent); color: var(--ink); font-weight: 700; text-transform: uppercase }
.mark img { inline-size: 100%; block-size: 100%; object-fit: cover }
.top h2 { font-size: 17px; line-height: 1.25; font-weight: 650; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.panel .talk { padding: 0 14px; border: 1px solid var(--brand); color: var(--brand); font-size: 15px; font-weight: 600; background: var(--paper) }
.panel .talk[data-done] { border-color: var(--human); color: var(--human) }
.close { inline-size: 44px; display: grid; place-items: center }
.panel :is(.talk, .close, .small, .choice):hover { background: var(--line) }
.status, .connection { grid-column: 1 / -1; font-size: 14px; line-height: 1.4; color: var(--quiet); padding-inline-end: 8px }
.status { padding-block-start: 6px }
.status:not(:empty)::before { content: ""; display: inline-block; inline-size: 9px; block-size: 9px; margin-inline-end: 8px; border-radius: 50%; background: var(--edge) }
.status:is([data-state=person], [data-state=here])::before { background: var(--human) }
.status[data-state=queue]::before { background: #c9800c }
.status[data-state=person] { color: var(--human); font-weight: 600 }
.panel .connection { margin: 8px 0 2px; padding: 8px 12px; border-radius: 12px; background: var(--bad-soft); color: var(--bad) }

.log { position: relative; flex: 1; min-block-size: 0 }
.scroller { block-size: 100%; overflow-y: auto; overscroll-behavior: contain; padding: 18px 16px 10px }
.list { display: flex; flex-direction: column; gap: 16px }
.message { display: flex; flex-direction: column; align-items: flex-start; gap: 5px; min-inline-size: 0; animation: wl-rise .2s ease-out }
.message.customer { align-items: flex-end }
.message > header { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; font-size: 13.5px; line-height: 1.4; color: var(--quiet) }
.message > header b { color: var(--text); font-weight: 650 }
.chip { display: inline-flex; align-items: center; gap: 4px; padding: 1px 9px 1px 6px; border-radius: 99px; border: 1px solid var(--line); font-size: 12.5px; background: var(--paper) }
.panel .chip svg { inline-size: 14px; block-size: 14px }
.chip.person { border-color: transparent; background: var(--human-soft); color: var(--human); font-weight: 600 }
.text { max-inline-size: 88%; padding: 10px 14px; border-radius: 4px 18px 18px 18px; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere }
.message.person .text { background: var(--human-soft) }
.message.customer .text { border-radius: 18px 18px 4px 18px; background: var(--accent); color: var(--ink) }
.message.customer .text a { color: inherit }
.message.system { align-self: stretch; align-items: center; text-align: center }
.message.system .text, .note { max-inline-size: 100%; padding: 8px 14px; border-radius: 14px; border: 1px dashed var(--edge); background: none; font-size: 15px; color: var(--quiet) }
.note { text-align: center }
.message[data-state=sending] .text { opacity: .7 }
.message:is([data-state=failed], [data-state=refused]) .text { background: var(--bad-soft); color: var(--text); box-shadow: inset 0 0 0 1px var(--bad) }
.delivery { font-size: 13.5px; color: var(--quiet); text-align: end }
.delivery:is([data-state=failed], [data-state=refused]), .delivery button { color: var(--bad) }
.sources { display: flex; gap: 6px; font-size: 14px; color: var(--quiet); padding-inline: 4px }
.sources a { display: inline-block; padding-block: 3px }
.panel .small, .panel .choice { padding: 0 14px; border: 1px solid var(--edge); font-size: 15px; background: var(--paper) }
.panel .delivery .small { border-color: var(--bad); margin-block-start: 2px }
.helpful { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; font-size: 15px; color: var(--quiet) }
.helpful .small { color: var(--text); min-inline-size: 56px }
.choices { display: flex; flex-wrap: wrap; gap: 8px }
.panel .choice { padding-block: 8px; border-color: var(--brand); color: var(--brand); font-weight: 600; text-align: start }
.why { max-inline-size: 100% }
.panel .link { padding: 0 4px; font-size: 14px; color: var(--quiet); text-decoration: underline; text-underline-offset: 3px }
.reasons, .card { padding: 14px; border: 1px solid var(--line); border-radius: 16px; background: var(--paper); font-size: 15px }
.reasons { display: grid; gap: 10px; justify-items: start }
.reasons > ul { display: grid; gap: 6px }
.reasons > ul li { padding-inline-start: 14px; border-inline-start: 3px solid var(--line) }
.card { inline-size: 100%; display: grid; gap: 12px }
.card legend { padding: 0; font-weight: 650; margin-block-end: 8px }
.card label { display: grid; gap: 5px }
.panel :is(.card, .composer) :is(textarea, input[type=email]) { inline-size: 100%; min-block-size: 44px; padding: 9px 12px; border: 1px solid var(--edge); border-radius: 12px; background: var(--paper); font-size: 16px; resize: none }
.scale { display: grid; grid-template-columns: repeat(5, 1fr); gap: 8px }
.scale label { position: relative; min-block-size: 46px; cursor: pointer }
.scale input { position: absolute; inset: 0; opacity: 0; inline-size: 100%; block-size: 100%; cursor: pointer }
.scale span { display: grid; place-items: center; border: 1px solid var(--edge); border-radius: 12px; font-weight: 600 }
.scale input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--ink) }
.scale input:focus-visible + span { outline: 3px solid var(--brand); outline-offset: 2px }
.ends { display: flex; justify-content: space-between; margin-block-start: 5px; font-size: 13.5px; color: var(--quiet) }
.panel .main { background: var(--accent); color: var(--ink); font-weight: 600 }
.panel .trouble { inline-size: 100%; color: var(--bad); font-size: 14px }
.typing { display: flex; align-items: center; gap: 8px; padding-block-start: 12px; font-size: 14px; color: var(--quiet) }
.panel .typing { padding-block-start: 12px }
.dots { display: inline-flex; gap: 4px }
.dots i { inline-size: 6px; block-size: 6px; border-radius: 50%; background: currentColor; animation: wl-pulse 1.2s infinite }
.dots i:nth-child(2) { animation-delay: .2s } .dots i:nth-child(3) { animation-delay: .4s }
@keyframes wl-pulse { 0%, 60%, 100% { opacity: .3 } 30% { opacity: 1 } }
.panel .newer { position: absolute; inset-block-end: 8px; inset-inline: 0; margin-inline: auto; inline-size: fit-content; display: flex; align-items: center; gap: 6px; padding: 0 16px; border-radius: 99px; background: var(--text); color: var(--paper); font-size: 15px }

.composer { display: grid; grid-template-columns: 1fr auto; align-items: end; gap: 8px; padding: 10px 12px max(12px, env(safe-area-inset-bottom)); border-block-start: 1px solid var(--line) }
.panel .composer textarea { border-radius: 18px; max-block-size: 140px; padding-inline: 16px; line-height: 1.45; overflow-y: auto }
.composer textarea::placeholder { color: var(--quiet); opacity: 1 }
.panel .send { inline-size: 46px; min-block-size: 46px; display: grid; place-items: center; border-radius: 18px 18px 5px 18px; background: var(--accent); color: var(--ink) }
.panel .send:disabled { background: var(--soft); color: var(--quiet); opacity: 1 }
.counter { grid-column: 1 / -1; padding-inline: 8px; font-size: 13.5px; color: var(--quiet) }
.counter:empty { display: none }
.composer.over .counter { color: var(--bad); font-weight: 600 }

@media (max-width: 520px) {
  .panel { inset: 0; inset-block-start: var(--sheet-top, 0); inline-size: 100%; block-size: var(--sheet, 100dvh); border: 0; border-radius: 0 }
  .top { padding-block-start: max(12px, env(safe-area-inset-top)) }
}
@media (prefers-color-scheme: dark) {
  .panel { --paper: #241f1c; --soft: #322b27; --line: #463d37; --edge: #94857a; --text: #f4ece4; --quiet: #c3b6ab; --brand: var(--on-night, #e89478);
    --human: #7fd0a8; --human-soft: #1f3a2e; --bad: #ffb0a6; --bad-soft: #4a2420 }
}
@media (prefers-reduced-motion: reduce) { .panel, .panel * { animation: none !important; transition: none !important } }
@media (forced-colors: active) { .panel button, .text { border: 1px solid } }
@media print { .panel { display: none } }
`);
