// The page itself: a state, its history, and what is shown of it.
let state = emptyState(), other = null, past = [], spread = null, run = 0;
const planOut = calculate(BASE_X);
const startState = () => copyState(D.start);

function change(next, focus) {
  const found = resolve(next);
  if (found.problems.length) { complain(found.problems); return false; }
  past.push(copyState(state));
  if (past.length > 200) past.shift();
  state = next;
  show(focus);
  return true;
}
function complain(problems) {
  put("problems", el("p", {}, say("refused")), el("ul", {}, ...problems.slice(0, 12).map(p => el("li", {}, p))));
  document.getElementById("problems").hidden = false;
}

function outputs() {
  const now = resolve(state);
  return {plan: planOut, now: calculate(now.x), other: other ? calculate(resolve(other).x) : null,
    x: now.x, differences: now.differences};
}

function show(focus) {
  spread = null; run++;
  document.getElementById("problems").hidden = true;
  controls(); results();
  try { history.replaceState(null, "", "#" + toFragment(state)); } catch { /* some file viewers refuse */ }
  if (focus) document.getElementById(focus)?.focus();
}

function results() {
  const outs = outputs();
  const list = words(outs, outs.differences);
  const law = D.lines.find(l => l.id === D.result);
  if (law) { const t = YEARS - 1, now = value(outs.now, law, t);
    document.getElementById("glance").hidden = false;
    document.getElementById("glance").textContent = say("glance", {label: law.label, year: D.years[t], value: amount(law, now),
      change: changed(law, now - value(outs.plan, law, t), true)}); }
  redraw("words", el("ul", {}, ...list.map(w => el("li", {}, w))));
  redraw("charts", ...D.charts.map(id => D.lines.find(l => l.id === id)).map((line, i) =>
    charted(line, outs, spread ? spread.bands[i] : null)));
  redraw("goals", goalTable(outs, spread?.risks));
  redraw("lines", folded("lines", say("all_lines"), () => lineTable(outs)));
  redraw("differences", ...(outs.differences.length ? outs.differences.map(d => el("li", {}, differenceWords(d))) : [el("li", {}, say("none"))]));
}

// --- Controls -----------------------------------------------------------------------------------
function controls() {
  put("scenarios", ...D.scenarios.filter(s => s.name !== "base").map(scenarioBox));
  put("population-choice", ...populationChoice());
  put("financing-choice", ...financingChoice());
  put("common", ...D.keys.filter(k => k.common && !k.idle).flatMap(leverRows));
  others();
  document.getElementById("undo").disabled = !past.length;
}

// All other assumptions, once they are unfolded: fields that nobody sees would take a third of the time of a change.
function others() {
  const open = document.getElementById("others-part").open;
  put("others", ...(open ? D.keys.filter(k => !k.common && !k.idle).flatMap(leverRows) : []));
}

function scenarioBox(s) {
  const id = "scenario-" + s.name;
  const box = el("input", {type: "checkbox", id, checked: state.scenarios.includes(s.name), disabled: Boolean(s.fault),
    onchange: () => { const next = copyState(state);
      next.scenarios = box.checked ? [...next.scenarios, s.name] : next.scenarios.filter(n => n !== s.name);
      if (!change(next, id)) box.checked = !box.checked; }});
  return el("div", {class: "box"}, box, el("label", {for: id, title: s.question || false}, s.title, s.fault ? ` (${s.fault})` : ""));
}

function choice(id, label, options, chosen, act) {
  const select = el("select", {id, onchange: () => act(select.value)},
    ...options.map(([v, text]) => el("option", {value: v, selected: v === chosen}, text)));
  return [el("label", {for: id}, label), select];
}

function populationChoice() {
  const names = Object.keys(D.populations);
  if (names.length < 2) return [];
  const options = [["", say("as_chosen")], ...names.map(n => [n, D.populations[n].label])];
  return choice("population-path", say("population_path"), options, state.population ?? "", v => {
    const next = copyState(state); next.population = v || null; if (!change(next, "population-path")) controls(); });
}

function badFinancing() {
  const told = (name, unit) => D.financing[name].map(v => withUnit(number(v, 0), unit));
  const [low, high] = told("floor", "mnkr"), [least, most] = told("rate", "pct");
  return say("bad_financing", {low, high, least, most});
}

function financingChoice() {
  const now = state.financing ?? ["", 0, 3];
  const options = [["", say("as_chosen")], ...MODES.map(m => [m, say("mode_" + m)])];
  const set = (mode, floor, rate) => {
    const next = copyState(state), f = mode ? readFinancing(mode, floor, rate) : null;
    if (mode && !f) { complain([badFinancing()]); return; }
    next.financing = f; change(next, "financing-mode"); };
  const found = choice("financing-mode", say("financing"), options, now[0], m => set(m, String(now[1]), String(now[2])));
  if (!state.financing || now[0] === "none") return found;
  const field = (id, label, v, act) => { const f = el("input", {id, type: "text", inputmode: "decimal", value: number(v, 4), size: 6, onchange: () => act(f.value)});
    return [el("label", {for: id}, label), f]; };
  found.push(...field("financing-floor", say("floor"), now[1], v => set(now[0], v, String(now[2]))));
  if (now[0] === "borrow") found.push(...field("financing-rate", say("rate"), now[2], v => set(now[0], String(now[1]), v)));
  return found;
}

// One row for each thing that is said of a key, and one to say something where nothing is.
function leverRows(k) {
  const own = state.edits.map((e, i) => [e, i]).filter(([e]) => e.key === k.key);
  const rows = own.map(([e, i], n) => leverRow(k, e, i, n));
  if (!own.length) rows.push(leverRow(k, fresh(k), -1, 0));
  return [...rows, ...[...DELAYS.values()].filter(l => l.key === k.key).flatMap(delayRows)];
}
const drafts = new Map(); // what a row that says nothing yet is about to say: kind and years
function fresh(k) {
  if (drafts.has(k.key)) return drafts.get(k.key);
  const first = k.years.find(y => y >= (D.years[1] ?? D.years[0])) ?? k.years[0];
  const kind = k.kinds.includes("change") ? "change" : "set";
  return {key: k.key, kind, from: first, to: D.years.at(-1), value: kind === "change" ? 0 : planValue(k, first)};
}
const planValue = (k, year) => k.own[k.years.indexOf(year)] || 0;

function leverRow(k, edit, index, n) {
  const id = `lever-${k.key}-${n}`, unit = unitOf(edit.kind === "change" ? k.unitOfChange : k.unit);
  const said = index >= 0;
  const replace = (patch, focus) => {
    const next = copyState(state), e = {...edit, ...patch}, idle = e.kind === "change" && e.value === 0;
    if (e.to < e.from) e.to = e.from;
    if (idle || (!said && !("value" in patch)) || (!said && "kind" in patch)) {
      drafts.set(k.key, e);
      if (!said) { controls(); document.getElementById(focus)?.focus(); return; }
      next.edits.splice(index, 1);
    } else {
      drafts.delete(k.key);
      if (said) next.edits[index] = e; else next.edits.push(e);
    }
    if (!change(next, focus)) controls();
  };
  const set = text => { const v = readNumber(text);
    if (v === null) complain([say("no_number", {value: shown(text)})]); else replace({value: v}, id); };
  const box = el("input", {id, type: "text", inputmode: "decimal", class: "value", value: number(edit.value, 4),
    "aria-label": `${k.label}, ${unit}`, onchange: () => set(box.value)});
  const slider = edit.kind !== "change" ? null : el("input", {type: "range", id: id + "-slider", min: -k.step * k.span, max: k.step * k.span, step: k.step, value: edit.value,
    "aria-label": say("slider", {label: k.label, unit}), onchange: () => replace({value: Number(Number(slider.value).toFixed(6))}, id + "-slider"),
    oninput: () => { box.value = number(Number(slider.value), 4); const e = {...edit, value: Number(Number(slider.value).toFixed(6))};
      preview(next => { if (said) next.edits[index] = e; else next.edits.push(e); }); }});
  const years = (part, text) => yearChoice(`${id}-${part}`, `${k.label}, ${text}`, k.years, edit[part], y => replace({[part]: y}, `${id}-${part}`));
  const kind = k.kinds.length < 2 ? null : el("select", {id: id + "-kind", "aria-label": `${k.label}, ${say("kind")}`, onchange: () => {
      const own = planValue(k, edit.from);
      replace({kind: kind.value, value: kind.value === "set" ? own + (said ? edit.value : 0) : said ? edit.value - own : 0}, id + "-kind"); }},
    ...["change", "set"].map(v => el("option", {value: v, selected: v === edit.kind}, say("kind_" + v))));
  const more = said ? el("button", {type: "button", onclick: () => addYears(k, edit)}, say("more_years")) : null;
  const gone = said ? el("button", {type: "button", "aria-label": say("remove_of", {label: k.label}), onclick: () => {
    const next = copyState(state); next.edits.splice(index, 1); change(next, `lever-${k.key}-0`); }}, say("remove")) : null;
  const at = k.years.indexOf(edit.from);
  const plan = !Number.isFinite(k.own[at]) ? "" : say("plan_says", {value: number(k.own[at], k.places), year: edit.from});
  return el("div", {class: said ? "lever said" : "lever", role: "group", "aria-label": k.label},
    el("p", {class: "name"}, k.label, " ", el("span", {}, `(${unit})`)), slider ?? el("span", {}),
    el("span", {class: "fields"}, kind, box, el("span", {class: "years"}, years("from", say("from")), "–", years("to", say("to")))),
    el("p", {class: "plan"}, plan), more || gone ? el("span", {class: "buttons"}, more, gone) : null);
}

function yearChoice(id, label, years, chosen, act) {
  const s = el("select", {id, "aria-label": label, onchange: () => act(Number(s.value))},
    ...years.map(y => el("option", {value: y, selected: y === chosen}, String(y))));
  return s;
}

// A lever that moves spending ahead: how many years, and from which.
function delayRows(lever) {
  const own = state.delays.map((d, i) => [d, i]).filter(([d]) => d.id === lever.id);
  const starts = startsOf(lever), first = {id: lever.id, from: starts[Math.min(1, starts.length - 1)], value: 0};
  return own.length ? own.map(([d, i], n) => delayRow(lever, d, i, n)) : [delayRow(lever, drafts.get(lever) ?? first, -1, 0)];
}

function delayRow(lever, delay, index, n) {
  const id = `delay-${D.levers.indexOf(lever)}-${n}`, unit = unitOf(lever.unit), said = index >= 0;
  const put = (next, d) => { next.delays.splice(said ? index : next.delays.length, said ? 1 : 0, ...(d.value ? [d] : [])); return next; };
  const replace = (patch, focus) => {
    const d = {...delay, ...patch};
    if (d.value) drafts.delete(lever); else drafts.set(lever, d);
    if (!said && !d.value) { controls(); document.getElementById(focus)?.focus(); } else if (!change(put(copyState(state), d), focus)) controls(); };
  const box = el("input", {id, type: "text", inputmode: "decimal", class: "value", value: number(delay.value, 4), "aria-label": `${lever.label}, ${unit}`,
    onchange: () => { const v = readNumber(box.value); if (v === null) complain([say("no_number", {value: shown(box.value)})]); else replace({value: v}, id); }});
  const slider = el("input", {type: "range", id: id + "-slider", min: lever.low, max: lever.high, step: lever.step, value: delay.value,
    "aria-label": say("slider", {label: lever.label, unit}), onchange: () => replace({value: Number(slider.value)}, id + "-slider"),
    oninput: () => { box.value = number(Number(slider.value), 4); preview(next => put(next, {...delay, value: Number(slider.value)})); }});
  const from = yearChoice(id + "-from", `${lever.label}, ${say("from")}`, startsOf(lever), delay.from, y => replace({from: y}, id + "-from"));
  const gone = said ? el("button", {type: "button", "aria-label": say("remove_of", {label: lever.label}), onclick: () => replace({value: 0}, `${id}`)}, say("remove")) : null;
  return el("div", {class: said ? "lever said" : "lever", role: "group", "aria-label": lever.label},
    el("p", {class: "name"}, lever.label, " ", el("span", {}, `(${unit})`)), slider,
    el("span", {class: "fields"}, box, el("span", {class: "years"}, say("from"), " ", from)),
    el("p", {class: "plan"}, say("delay_note", {year: D.years.at(-1)})), gone ? el("span", {class: "buttons"}, gone) : null);
}

function addYears(k, edit) {
  const next = copyState(state), taken = new Set(next.edits.filter(e => e.key === k.key).flatMap(yearsOf));
  const free = k.years.find(y => !taken.has(y));
  if (free === undefined) {
    const split = next.edits.find(e => e.key === k.key && e.to > e.from);
    if (!split) return;
    next.edits.push({...split, from: split.to});
    split.to -= 1;
  } else next.edits.push({...edit, from: free, to: free});
  change(next, `lever-${k.key}-0`);
}

// While a slider moves: the same numbers and pictures, without a step in the history.
let waiting = 0;
function preview(edit) {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    const kept = state, next = copyState(state);
    edit(next);
    if (resolve(next).problems.length) return;
    spread = null; run++;
    state = next; results(); state = kept;
  });
}

function undo() { if (past.length) { state = past.pop(); show("undo"); } }

function startFan() {
  const mine = ++run, x = outputs().x, lines = D.charts.map(id => D.lines.find(l => l.id === id));
  const note = document.getElementById("fan-note");
  fan(x, 10000, lines, n => { note.textContent = say("drawing", {n: number(n, 0)}); }, found => {
    spread = found; note.textContent = say("fan_done", {n: number(10000, 0)}); results();
  }, () => mine === run);
}

function startSeek() {
  const goal = document.getElementById("seek-goal").value;
  const from = Number(document.getElementById("seek-from").value), to = Math.max(from, Number(document.getElementById("seek-to").value));
  const x = outputs().x;
  const rows = D.levers.map(lever => {
    const found = seekLever(x, lever, goal, from, to), told = (v, places, sign) => withUnit(number(v, places, sign), lever.unit);
    const answer = found.value === undefined ? say("seek_" + found.status)
      : found.status === "met" ? say("seek_met") : told(found.value, 2, true);
    const use = found.status === "reached" ? el("button", {type: "button", "aria-label": say("use_of", {label: lever.label}),
      onclick: () => change(pullEdits(state, x, lever, found.value, from), "undo")}, say("use")) : found.fault ?? "";
    return {name: lever.label, cells: [answer, `${told(lever.low, 1)} – ${told(lever.high, 1)}`, use]};
  });
  put("seek-answer", table(say("seek_caption"), [say("lever"), say("needed"), say("bounds"), say("use")], rows));
}

function download() {
  const text = toYaml(state, document.getElementById("question").value.trim());
  document.getElementById("yaml").value = text;
  const url = URL.createObjectURL(new Blob([text], {type: "application/yaml"}));
  const slug = document.getElementById("file-name").value.toLowerCase().replace(/å|ä/g, "a").replace(/ö/g, "o").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || say("default_file");
  el("a", {href: url, download: slug + ".yml"}).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

async function copyLink() {
  const field = document.getElementById("link");
  field.value = location.href.split("#")[0] + "#" + toFragment(state);
  field.hidden = false; field.focus(); field.select();
  let done = false;
  try { await navigator.clipboard.writeText(field.value); done = true; } catch { done = document.execCommand?.("copy") ?? false; }
  document.getElementById("share-note").textContent = say(done ? "copied" : "copy_by_hand");
}

function open() {
  const {state: asked, problems} = fromFragment(location.hash);
  const whole = location.hash.length > 1 ? asked : startState();
  const found = resolve(whole);
  state = found.problems.length ? emptyState() : whole;
  show();
  if (problems.length || found.problems.length) complain([...problems, ...found.problems]);
}

function begin() {
  const click = (id, act) => document.getElementById(id).addEventListener("click", act);
  click("undo", undo); click("reset", () => change(emptyState(), "reset"));
  click("keep", () => { other = copyState(state); document.getElementById("swap").disabled = false; document.getElementById("drop").disabled = false; results(); });
  click("swap", () => { if (other) { const o = other; other = copyState(state); change(o, "swap"); } });
  click("drop", () => { other = null; document.getElementById("swap").disabled = true; document.getElementById("drop").disabled = true; results(); });
  click("fan", startFan); click("seek", startSeek); click("save", download); click("share", copyLink);
  click("print", () => window.print());
  document.getElementById("others-part").addEventListener("toggle", others);
  document.addEventListener("keydown", e => {
    const typing = e.target instanceof HTMLInputElement && e.target.type === "text" || e.target instanceof HTMLTextAreaElement;
    if ((e.ctrlKey || e.metaKey) && e.key === "z" && !typing) { e.preventDefault(); undo(); } });
  const options = [...new Map(D.goals.map(g => [g.id, g.label]))].map(([v, t]) => el("option", {value: v}, t));
  put("seek-goal", ...options);
  for (const id of ["seek-from", "seek-to"]) put(id, ...D.years.map((y, t) => el("option", {value: y, selected: id === "seek-to" ? t === Math.min(2, YEARS - 1) : t === Math.min(1, YEARS - 1)}, String(y))));
  document.getElementById("save-note").textContent = D.horizon ? saveNote() : "";
  if (!D.uncertainty) document.getElementById("fan-part").hidden = true;
  if (!D.levers.length || !D.goals.length) document.getElementById("seek-part").hidden = true;
  addEventListener("hashchange", () => { if (location.hash !== "#" + toFragment(state)) open(); });
  open();
  new ResizeObserver(measured).observe(document.getElementById("charts"));
}
begin();
